export * from './builders.js';
export * from './test-clock.js';
export * from './memory-tools.js';
export * from './memory-journal.js';
export * from './book-voucher.js';
export * from './memory-company.js';
export * from './in-memory-books.js';
export type { InMemoryBooksOptions } from './memory-port.js';
