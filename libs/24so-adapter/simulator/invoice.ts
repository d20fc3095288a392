import { type Handler } from './visit.js';

export const invoice: Record<string, Handler> = {
  /** The names are ours: what a company has there is its own affair. */
  GetPaymentMethods: () => ({
    PaymentMethod: [
      { Id: 1, Name: 'Faktura' },
      { Id: 2, Name: 'Kontant' },
    ],
  }),
};
