import { type Reason, reasonsOf, type Texts } from '@accounting/port';

/** One field that becomes another one in DUELL, in a person's words. */
export interface FieldChange {
  /** `pris`, `navn`. */
  field: string;
  from: string;
  to: string;
}

export const PULL_REASONS = {
  PULLED: ({ changes, isNew }: { changes: FieldChange[]; isNew: boolean }): Texts => ({
    message: isNew
      ? `Opprettet i DUELL fra regnskapssystemet: ${listed(changes)}.`
      : `Endret i DUELL fra regnskapssystemet: ${listed(changes)}.`,
    fix: 'Ingenting.',
    who: 'butikk',
    english: `${isNew ? 'Made' : 'Changed'} in DUELL from the accounting system: ${listed(changes)}.`,
  }),
  PULL_OVER_CHANGE: ({ changes }: { changes: FieldChange[] }): Texts => ({
    message: `Opplysningene var endret i DUELL også siden forrige henting. Regnskapssystemet er master, så dette gjelder nå: ${listed(changes)}.`,
    fix: 'Gjør endringen i regnskapssystemet hvis den fra DUELL skal gjelde.',
    who: 'butikk',
    english: `Changed on both sides; the accounting system is master: ${listed(changes)}.`,
  }),
  PULL_VAT_UNKNOWN: ({ number, rate }: { number: string; rate: number | null }): Texts => ({
    message:
      rate === null
        ? `Vare ${number} har ingen mva-sats i regnskapssystemet, så den kan ikke opprettes i DUELL.`
        : `Vare ${number} har ${percent(rate)} mva i regnskapssystemet. Det er ingen norsk sats for salg, så den kan ikke opprettes i DUELL.`,
    fix: 'Velg en kategori med riktig mva på varen i regnskapssystemet. Da går den av seg selv ved neste henting.',
    who: 'regnskapsfører',
    english: `Product ${number} has VAT ${rate ?? 'of no rate'} there, which is no Norwegian rate for sales.`,
  }),
  PULL_VAT_NOT_TOLD: ({ number, rate }: { number: string; rate: number }): Texts => ({
    message: `Vare ${number} har ingen mva-sats i regnskapssystemet. Den nye prisen er regnet med satsen i DUELL, ${percent(rate)}.`,
    fix: 'Se etter at prisen i DUELL er riktig, og velg en kategori med mva på varen i regnskapssystemet.',
    who: 'regnskapsfører',
    english: `Product ${number} has no VAT rate there; its new price was reckoned with DUELL's ${rate} %.`,
  }),
  PULL_PRICE_UNKNOWN: ({ number }: { number: string }): Texts => ({
    message: `Vare ${number} har ingen pris i regnskapssystemet, så den kan ikke opprettes i DUELL.`,
    fix: 'Sett pris på varen i regnskapssystemet. Da går den av seg selv ved neste henting.',
    who: 'butikk',
    english: `Product ${number} has no price in the accounting system.`,
  }),
  PULL_NUMBER_MISSING: ({ name }: { name: string }): Texts => ({
    message: `«${name}» har ikke noe varenummer i regnskapssystemet, så den kan ikke opprettes i DUELL.`,
    fix: 'Gi varen et varenummer i regnskapssystemet.',
    who: 'butikk',
    english: 'The product has no number in the accounting system.',
  }),
  DUELL_NUMBER_AMBIGUOUS: ({ number, ids }: { number: string; ids: string[] }): Texts => ({
    message: `Varenummer ${number} er ikke bare én vare i DUELL (id ${ids.join(', ')}), så vi kan ikke vite hvilken endringen gjelder. Ingenting er endret.`,
    fix: 'Gi varene i DUELL ulike varenumre. Da går endringen av seg selv ved neste henting.',
    who: 'butikk',
    english: `Several products of DUELL have the number ${number}: ids ${ids.join(', ')}.`,
  }),
  DUELL_ORGANISATION_NUMBER_AMBIGUOUS: ({ number, ids }: { number: string; ids: string[] }): Texts => ({
    message: `Flere kunder i DUELL har organisasjonsnummer ${number} (id ${ids.join(', ')}), så vi kan ikke vite hvilken endringen gjelder. Ingenting er endret.`,
    fix: 'Slå sammen kundene i DUELL, eller rett organisasjonsnummeret på en av dem. Da går endringen av seg selv ved neste henting.',
    who: 'butikk',
    english: `Several customers of DUELL have the organisation number ${number}: ids ${ids.join(', ')}.`,
  }),
  DUELL_CUSTOMER_NUMBER_TAKEN: ({
    number,
    duell,
    erp,
  }: {
    number: string;
    duell: string;
    erp: string;
  }): Texts => ({
    message: `Kundenummer ${number} er «${duell}» i DUELL, men «${erp}» i regnskapssystemet, og ingenting annet sier at det er samme kunde. Ingenting er endret.`,
    fix: 'Er det samme kunde, gi den samme navn eller organisasjonsnummer begge steder. Er det to kunder, gi den i DUELL et annet kundenummer. Da går den av seg selv ved neste henting.',
    who: 'butikk',
    english: `Customer number ${number} is ${duell} in DUELL and ${erp} there, and nothing else says that they are one.`,
  }),
  PULL_FIELD_NOT_TAKEN: ({ fields }: { fields: string[] }): Texts => ({
    message: `DUELL tar ikke imot disse feltene utenfra: ${fields.join(', ')}.`,
    fix: 'Endre dem i DUELL for hånd hvis de skal være like.',
    who: 'butikk',
    english: `DUELL's API does not take: ${fields.join(', ')}.`,
  }),
  FETCHED_NOT_TAKEN: ({ name, why }: { name: string; why: string }): Texts => ({
    message: `«${name}» fra DUELL er ikke tatt med, for noe mangler eller er feil: ${why}.`,
    fix: 'Rett opplysningene i DUELL. Da kommer den med neste gang.',
    who: 'butikk',
    english: `${name} of DUELL's was not taken: ${why}.`,
  }),
  ROWS_LEFT_OUT: ({ count, first }: { count: number; first: Reason[] }): Texts => ({
    message: [
      `${count === 1 ? 'Én rad' : `${count} rader`} fra DUELL er ikke med.`,
      ...first.map(({ message }) => message),
    ].join(' '),
    fix: first[0]?.fix ?? '',
    who: first[0]?.who ?? 'DUELL',
    english: [`${count} row(s) of DUELL's were left out.`, ...first.map(({ english }) => english)].join(' '),
  }),
  PLAN_TAKES_LONGER: (): Texts => ({
    message: 'Registrene er store, så planen er ikke ferdig ennå. Lesingen går videre i bakgrunnen.',
    fix: 'Spør igjen om noen minutter. Ingenting er endret.',
    who: 'butikk',
    english: 'The registers are large: reading them goes on in the background, ask again in some minutes.',
  }),
  NOT_SENT_FROM_HERE: (): Texts => ({
    message:
      'Endringen kommer fra regnskapssystemet. Den hentes på nytt med neste henting, som nå er bestilt.',
    fix: 'Ingenting. Se om noen minutter hva det ble.',
    who: 'butikk',
    english: 'A change from the accounting system is fetched again, not sent; a run is ordered.',
  }),
} satisfies Record<string, (facts: never) => Texts>;

/** What is said of a change on its way into DUELL. */
export const pullReason = reasonsOf(PULL_REASONS);

function listed(changes: FieldChange[]): string {
  return changes
    .map(({ field, from, to }) => (from === '' ? `${field} ${to}` : `${field} ${from} → ${to}`))
    .join(', ');
}

function percent(rate: number): string {
  return `${String(rate).replace('.', ',')} %`;
}
