import { decimalKroner, norwegianKroner, reasonsOf, type Texts } from '@accounting/port';
import { type SumFault } from './invoice-sums.js';

export const INVOICE_REASONS = {
  INVOICE_SUM_DIFFERS: ({ faults }: { faults: SumFault[] }): Texts => ({
    message: `Fakturaen går ikke opp: ${faults
      .map(
        ({ path, is, shouldBe }) =>
          `${path} er ${norwegianKroner(is)} kr, men skulle vært ${norwegianKroner(shouldBe)} kr`,
      )
      .join('; ')}. Ingenting er sendt til regnskapet.`,
    fix: 'Meld fra til DUELL med fakturanummeret, eller godkjenn overføringen med en begrunnelse hvis tallene er riktige.',
    who: 'DUELL',
    english: `The invoice does not add up: ${faults
      .map(
        ({ path, is, shouldBe }) => `${path} is ${decimalKroner(is)}, should be ${decimalKroner(shouldBe)}`,
      )
      .join('; ')}`,
  }),
} satisfies Record<string, (facts: never) => Texts>;

/** Why an invoice is held. */
export const invoiceReason = reasonsOf(INVOICE_REASONS);
