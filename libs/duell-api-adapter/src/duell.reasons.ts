import { norwegianKroner, reasonsOf, type Ore } from '@accounting/port';
import { CALL_REASONS } from './duell.reasons.calls.js';

const DUELL = 'DUELL' as const;
const SHOP = 'butikk' as const;

/** Where products and customers stand in DUELL. */
const PRODUCTS = 'Varer';
const CUSTOMERS = 'Kunder';

/** What is told in both languages. */
export interface Both {
  no: string;
  en: string;
}

/** What a list of DUELL's can hold that we can't use. */
const LIST_REASONS = {
  DUELL_LIST_STUCK: ({ list, start, total }: { list: string; start: number; total: number }) => ({
    message: `DUELL ga de samme radene to ganger (${list}, fra rad ${start} av ${total}), så listen kan ikke leses til ende.`,
    fix: 'Ingenting. Det prøves igjen av seg selv.',
    who: DUELL,
    english: `${list} gave nothing new from row ${start} of ${total}.`,
  }),
  DUELL_ROW_LEFT_OUT: ({ what, why }: { what: Both; why: Both }) => ({
    message: `${what.no} i DUELL kan ikke leses: ${why.no}. Raden er utelatt; resten er lest.`,
    fix: `Rett den i DUELL under ${PRODUCTS} eller ${CUSTOMERS}. Den kommer med neste gang.`,
    who: SHOP,
    english: `Left out of the list: ${what.en}: ${why.en}.`,
  }),
  DUELL_VAT_RATE_UNKNOWN: ({ what, rate }: { what: Both; rate: string }) => ({
    message: `${what.no} i DUELL har mva-sats «${rate}», som ikke er en norsk sats. Raden er utelatt; resten er lest.`,
    fix: `Velg 25, 15, 12, 11,11 eller 0 % på varen i DUELL under ${PRODUCTS}.`,
    who: SHOP,
    english: `Left out of the list: ${what.en} has VAT rate "${rate}".`,
  }),
  DUELL_DEPARTMENT_WITHOUT_TOKEN: ({ department }: { department: string }) => ({
    message: `Avdelingen ${department} har ingen API-token i DUELL, så beholdningen der kan ikke leses eller settes.`,
    fix: 'Lag en token for avdelingen i DUELL Admin under System > Integrasjoner > API-oppsett.',
    who: SHOP,
    english: `Department ${department} has no API token.`,
  }),
  DUELL_DEPARTMENT_UNKNOWN: ({ department, known }: { department: string; known: string[] }) => ({
    message: `DUELL har ingen avdeling med id ${department} for denne kunden. Det finnes: ${known.join(', ') || 'ingen'}.`,
    fix: 'Kontroller at klientnummeret hører til samme kunde som avdelingen.',
    who: DUELL,
    english: `There is no department ${department}; there are ${known.join(', ') || 'none'}.`,
  }),
};

/** What stops a save before it is sent, or shows after it. */
const SAVE_REASONS = {
  DUELL_NUMBER_NOT_UNIQUE: ({ number, ids }: { number: string; ids: string[] }) => ({
    message: `Varenummer ${number} står på flere varer i DUELL (id ${ids.join(', ')}), og DUELL lagrer etter nummer. Ingenting er endret.`,
    fix: `Gi varene hvert sitt nummer i DUELL under ${PRODUCTS}.`,
    who: SHOP,
    english: `Number ${number} is on several products (${ids.join(', ')}); nothing was changed.`,
  }),
  DUELL_NUMBER_ALIKE: ({ number, other, id }: { number: string; other: string; id: string }) => ({
    message: `Varenummer ${number} står i DUELL som ${other} (id ${id}). Vi vet ikke om DUELL skiller mellom store og små bokstaver, så ingenting er endret.`,
    fix: `Skriv nummeret likt i DUELL (${PRODUCTS}) og i regnskapssystemet.`,
    who: SHOP,
    english: `Number ${number} is ${other} in DUELL (product ${id}); nothing was changed.`,
  }),
  DUELL_NUMBER_IS_ANOTHERS: ({
    number,
    id,
    found,
  }: {
    number: string;
    id: string;
    found: string | null;
  }) => ({
    message:
      found === null
        ? `Varen med id ${id} skulle hatt varenummer ${number}, men det har ingen vare i DUELL. DUELL finner varer etter nummeret, så det ville blitt en ny vare. Ingenting er endret.`
        : `Varenummer ${number} hører i DUELL til varen med id ${found}, ikke til ${id}. Ingenting er endret.`,
    fix: `Gi varen samme nummer i DUELL (${PRODUCTS}) og i regnskapssystemet. Da går endringen av seg selv ved neste henting.`,
    who: SHOP,
    english: `Number ${number} is not that of product ${id} but of ${found ?? 'none'}; nothing was changed.`,
  }),
  DUELL_PRODUCT_GONE: ({ id }: { id: string }) => ({
    message: `Varen med id ${id} finnes ikke i DUELL lenger. Ingenting er lagret.`,
    fix: `Se etter varen i DUELL under ${PRODUCTS}.`,
    who: SHOP,
    english: `There is no product ${id} any more; nothing was saved.`,
  }),
  DUELL_PRODUCT_INCOMPLETE: ({ number, missing }: { number: string; missing: Both[] }) => ({
    message: `Varen ${number} finnes ikke i DUELL og kan ikke opprettes: ${missing.map(({ no }) => no).join(', ')} mangler.`,
    fix: 'Fyll ut det som mangler på varen i regnskapssystemet.',
    who: SHOP,
    english: `Product ${number} can't be made without ${missing.map(({ en }) => en).join(', ')}.`,
  }),
  DUELL_SAVED_ANOTHER: ({ number, expected, got }: { number: string; expected: string; got: string }) => ({
    message: `DUELL skulle endre varen med id ${expected} (varenummer ${number}), men lagret varen med id ${got}.`,
    fix: `Se etter om det er blitt to varer med nummer ${number} i DUELL under ${PRODUCTS}, og meld fra til DUELL.`,
    who: DUELL,
    english: `Saving number ${number} should change ${expected} and changed ${got}.`,
  }),
  DUELL_SAVED_NOT_FOUND: ({ what }: { what: Both }) => ({
    message: `DUELL svarte at ${what.no} er lagret, men den er ikke å finne der ennå.`,
    fix: 'Ingenting. Den slås opp før noe lagres på nytt.',
    who: DUELL,
    english: `${what.en} was saved and can't be found yet.`,
  }),
  DUELL_CUSTOMER_GONE: ({ id }: { id: string }) => ({
    message: `Kunden med id ${id} finnes ikke i DUELL lenger. Ingenting er lagret.`,
    fix: `Se etter om kunden er slettet eller slått sammen med en annen i DUELL under ${CUSTOMERS}.`,
    who: SHOP,
    english: `There is no customer ${id} any more; nothing was saved.`,
  }),
  DUELL_CUSTOMER_NOT_UNIQUE: ({ name, ids }: { name: string; ids: string[] }) => ({
    message: `Flere kunder i DUELL heter ${name} og har samme telefon, e-post eller adresse (id ${ids.join(', ')}). Ingenting er lagret.`,
    fix: `Slå kundene sammen i DUELL under ${CUSTOMERS}.`,
    who: SHOP,
    english: `Several customers could be ${name} (${ids.join(', ')}); nothing was saved.`,
  }),
  DUELL_CUSTOMER_INCOMPLETE: () => ({
    message: 'Kunden finnes ikke i DUELL og kan ikke opprettes: navnet mangler.',
    fix: 'Fyll ut navnet på kunden i regnskapssystemet.',
    who: SHOP,
    english: "A customer can't be made without a name.",
  }),
  DUELL_PRICE_UNUSABLE: ({ number, price }: { number: string; price: Ore }) => ({
    message: `Varen ${number} har prisen ${norwegianKroner(price)}, og DUELL tar ingen negativ pris. Ingenting er endret.`,
    fix: 'Rett prisen i regnskapssystemet.',
    who: SHOP,
    english: `Product ${number} has a negative price.`,
  }),
  DUELL_QUANTITY_UNUSABLE: ({ number, quantity }: { number: string; quantity: string }) => ({
    message: `Beholdningen «${quantity}» av varen ${number} er ikke et tall. Ingenting er endret.`,
    fix: 'Rett beholdningen i regnskapssystemet.',
    who: SHOP,
    english: `The quantity "${quantity}" of ${number} is no decimal.`,
  }),
  DUELL_STOCK_MEANS_OTHER: ({
    number,
    before,
    wanted,
    after,
  }: Record<'number' | 'before' | 'wanted' | 'after', string>) => ({
    message: `Beholdningen av varen ${number} skulle bli ${wanted}, men er nå ${after} i DUELL (før: ${before}). DUELL forstår tallet annerledes enn vi tror, så ingen flere beholdninger sendes.`,
    fix: `Sett beholdningen av ${number} til ${wanted} i DUELL, og be DUELL rette innstillingen adjustStock.`,
    who: DUELL,
    english: `Stock of ${number} was ${before}, should be ${wanted} and is ${after}: adjust-stock means something else than assumed.`,
  }),
};

/** Every text of this adapter; docs/errors.md is held against it. */
export const DUELL_REASONS = { ...CALL_REASONS, ...LIST_REASONS, ...SAVE_REASONS };

export const reason = reasonsOf(DUELL_REASONS);
