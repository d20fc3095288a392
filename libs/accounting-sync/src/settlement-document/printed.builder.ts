import { PDFiumLibrary } from '@hyzyla/pdfium';
import { renderSettlement } from './render-settlement.js';
import { type SettlementInput } from './settlement-input.js';

let library: Promise<PDFiumLibrary> | undefined;

/** What a person finds who searches the document, page by page; a row of a table is a line. */
export async function printedPages(input: SettlementInput): Promise<string[]> {
  const { bytes } = await renderSettlement(input);
  library ??= PDFiumLibrary.init();
  const document = await (await library).loadDocument(bytes);
  try {
    return [...document.pages()].map((page) => page.getText().replace(/[\r\n]+/g, '\n'));
  } finally {
    document.destroy();
  }
}

export async function printedText(input: SettlementInput): Promise<string> {
  return (await printedPages(input)).join('\n');
}
