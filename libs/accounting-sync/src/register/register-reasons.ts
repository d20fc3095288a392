import { reasonsOf, type Texts } from '@accounting/port';

export const REGISTER_REASONS = {
  ERP_NUMBER_AMBIGUOUS: ({ number, erpIds }: { number: string; erpIds: string[] }): Texts => ({
    message: `Flere varer i regnskapssystemet har nummer ${number} (id ${erpIds.join(', ')}), så vi kan ikke vite hvilken som er den rette. Ingenting er endret.`,
    fix: 'Gi varene i regnskapssystemet ulike numre, og send på nytt.',
    who: 'regnskapsfører',
    english: `Several products there have the number ${number}: ${erpIds.join(', ')}.`,
  }),
  PRODUCT_NUMBER_DUPLICATE: ({ number, ids }: { number: string; ids: string[] }): Texts => ({
    message: `To varer i DUELL har samme varenummer ${number} (id ${ids.join(' og ')}). De blir aldri slått sammen, så den siste er ikke sendt.`,
    fix: 'Gi den ene varen et annet varenummer i DUELL. Da går den av seg selv.',
    who: 'butikk',
    english: `Two products in DUELL have the number ${number}: ids ${ids.join(' and ')}. They are never merged.`,
  }),
  ORGANISATION_NUMBER_AMBIGUOUS: ({ number, erpIds }: { number: string; erpIds: string[] }): Texts => ({
    message: `Flere kunder i regnskapssystemet har organisasjonsnummer ${number} (id ${erpIds.join(', ')}), så vi kan ikke vite hvilken som er den rette. Ingenting er endret.`,
    fix: 'Slå sammen eller deaktiver de overflødige kundene i regnskapssystemet, og send på nytt.',
    who: 'regnskapsfører',
    english: `Several customers there have the organisation number ${number}: ${erpIds.join(', ')}.`,
  }),
  CUSTOMER_SHARED: ({ ids, erpId }: { ids: string[]; erpId: string }): Texts => ({
    message: `Flere kunder i DUELL (id ${ids.join(', ')}) har samme organisasjonsnummer eller kundenummer, og er derfor den samme kunden i regnskapssystemet (id ${erpId}).`,
    fix: 'Ingenting hvis det er riktig. Ellers rett organisasjonsnummeret eller kundenummeret i DUELL.',
    who: 'butikk',
    english: `Customers ${ids.join(', ')} of DUELL are one customer there: ${erpId}.`,
  }),
  CUSTOMER_NAME_DIFFERS: ({ duell, erp, erpId }: { duell: string; erp: string; erpId: string }): Texts => ({
    message: `Kunden ble funnet på organisasjonsnummer eller kundenummer, men navnet er et annet: «${duell}» i DUELL, «${erp}» i regnskapssystemet (id ${erpId}).`,
    fix: 'Se etter at det er samme kunde. Er det ikke det, rett nummeret på en av dem.',
    who: 'butikk',
    english: `Found by number, but the names differ: ${duell} and ${erp} (${erpId}).`,
  }),
  PRODUCT_VAT_DIFFERS: ({ number, duell, erp }: { number: string; duell: number; erp: number }): Texts => ({
    message: `Vare ${number} har ${percent(duell)} mva i DUELL, men ${percent(erp)} i regnskapssystemet. Fakturaer fra DUELL får likevel mva fra salget.`,
    fix: 'Rett mva på varens kategori i regnskapssystemet, eller mva på varen i DUELL.',
    who: 'regnskapsfører',
    english: `Product ${number} has ${duell} % VAT in DUELL and ${erp} % there.`,
  }),
} satisfies Record<string, (facts: never) => Texts>;

/** What is said of a product or a customer on its way. */
export const registerReason = reasonsOf(REGISTER_REASONS);

function percent(rate: number): string {
  return `${String(rate).replace('.', ',')} %`;
}
