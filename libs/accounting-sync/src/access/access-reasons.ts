import { reasonsOf, type Texts } from '@accounting/port';

export const ACCESS_REASONS = {
  NOT_FOUND: ({ what }: { what: string }): Texts => ({
    message: `${what} finnes ikke, eller nøkkelen din gir ikke tilgang til den.`,
    fix: 'Kontroller adressen. Mangler du tilgang, be DUELL om en nøkkel som dekker den.',
    who: 'DUELL',
    english: 'There is no such thing, or it is outside of what the key may touch.',
  }),
  KEY_BEYOND_YOURS: (): Texts => ({
    message: 'Nøkkelen ville gitt tilgang til kunder eller avdelinger som din egen nøkkel ikke dekker.',
    fix: 'Velg bare kunder og avdelinger som du selv har tilgang til.',
    who: 'DUELL',
    english: 'The key would reach clients or departments that your own key does not.',
  }),
} satisfies Record<string, (facts: never) => Texts>;

/** Why somebody may not, or does not see. */
export const accessReason = reasonsOf(ACCESS_REASONS);
