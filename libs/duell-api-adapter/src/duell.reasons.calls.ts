const DUELL = 'DUELL' as const;
const SHOP = 'butikk' as const;
const BY_ITSELF = 'Ingenting. Det prøves igjen av seg selv.';
const API_SETUP = 'System > Integrasjoner > API-oppsett';

/** What can go wrong between us and DUELL's API, whatever is asked. */
export const CALL_REASONS = {
  DUELL_CREDENTIALS_MISSING: () => ({
    message: 'Klientnummer eller klienttoken for DUELLs API mangler.',
    fix: `Kopier begge fra DUELL Admin under ${API_SETUP}, og lagre.`,
    who: SHOP,
    english: 'Client number or client token is missing.',
  }),
  DUELL_LOGIN_REFUSED: ({ text }: { text: string }) => ({
    message: `DUELL godtar ikke klientnummeret og klienttokenet: «${text}». Vi prøver ikke flere ganger.`,
    fix: `Kopier begge på nytt fra DUELL Admin under ${API_SETUP}, og lagre.`,
    who: SHOP,
    english: `The login is refused: ${text}`,
  }),
  DUELL_TOKEN_NOT_ACCEPTED: ({ operation, text }: { operation: string; text: string }) => ({
    message: `DUELL logget oss inn, men godtok ikke kallet ${operation} rett etterpå: «${text}»`,
    fix: 'Se etter at API-tilgangen har rett til dette, og at alle prosessene går ut gjennom én fast IP-adresse: DUELL knytter innloggingen til den.',
    who: DUELL,
    english: `A new bearer was not accepted for ${operation}: ${text}`,
  }),
  DUELL_BLOCKED_BY_FIREWALL: ({ operation, status }: { operation: string; status: number }) => ({
    message: `Brannmuren foran DUELLs API slipper oss ikke inn (${operation}, HTTP ${status} med en nettside). Ingenting ble gjort.`,
    fix: 'Be DUELL slippe inn den faste IP-adressen som dette programmet går ut fra. Det prøves igjen av seg selv.',
    who: DUELL,
    english: `Blocked by the firewall: ${operation} answered HTTP ${status} with HTML. Ask for allow-listing of a fixed IP.`,
  }),
  DUELL_RATE_LIMITED: ({ until }: { until: string }) => ({
    message: `DUELLs API tar ikke imot flere forespørsler for denne kunden før ${until}.`,
    fix: 'Ingenting. Det fortsetter av seg selv.',
    who: DUELL,
    english: `Too many calls; open again at ${until}.`,
  }),
  DUELL_UNREACHABLE: ({ operation }: { operation: string }) => ({
    message: `DUELLs API kan ikke nås (${operation}). Ingenting ble sendt.`,
    fix: BY_ITSELF,
    who: DUELL,
    english: `No connection for ${operation}; not a byte was sent.`,
  }),
  DUELL_NO_ANSWER: ({ operation, why }: { operation: string; why: string }) => ({
    message: `DUELLs API svarte ikke på ${operation}.`,
    fix: BY_ITSELF,
    who: DUELL,
    english: `No answer to ${operation}: ${why}`,
  }),
  DUELL_ANSWER_UNREADABLE: ({ operation, why }: { operation: string; why: string }) => ({
    message: `DUELLs API svarte noe annet enn ventet på ${operation}.`,
    fix: BY_ITSELF,
    who: DUELL,
    english: `The answer to ${operation} can't be read: ${why}`,
  }),
  DUELL_IN_TROUBLE: ({ operation, text }: { operation: string; text: string }) => ({
    message: `DUELLs API kunne ikke svare på ${operation}: «${text}»`,
    fix: BY_ITSELF,
    who: DUELL,
    english: `${operation} failed on their side: ${text}`,
  }),
  DUELL_OUTCOME_UNKNOWN: ({ operation, why }: { operation: string; why: string }) => ({
    message: `Det er sendt til DUELL (${operation}), men svaret sier ikke om det ble lagret.`,
    fix: 'Ingenting. Det slås opp i DUELL før noe lagres på nytt.',
    who: DUELL,
    english: `The answer to ${operation} was lost or tells nothing: ${why}`,
  }),
  DUELL_REFUSED: ({ operation, text }: { operation: string; text: string }) => ({
    message: `DUELL sa nei til ${operation}: «${text}»`,
    fix: 'Rett det som DUELL peker på, og prøv på nytt. Gir svaret ingen mening, meld fra til DUELL.',
    who: SHOP,
    english: `${operation} was refused: ${text}`,
  }),
};
