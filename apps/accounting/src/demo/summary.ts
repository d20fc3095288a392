import { norwegianDate } from '@accounting/port';

/** What the demo shows of a transfer. */
export interface Arrived {
  id: string;
  number: number;
  businessDate: string;
  state: string;
  departmentId: string;
  reason: { message: string; fix: string; who: string } | null;
  reference: { voucherNumber?: string; stampNo?: string } | null;
}

const WORDS: Record<string, string> = {
  posted: 'ført i hovedbok',
  draft: 'kladd, venter på godkjenning',
  held: 'holdt tilbake',
};

/** What happened, and where to look. */
export function summary(
  {
    url,
    key,
    simulatorUrl,
    pathOf,
  }: { url: string; key: string; simulatorUrl: string; pathOf: (shop: string) => string },
  transfers: Arrived[],
): string {
  const ordered = [...transfers].sort((a, b) => a.number - b.number);
  const api = (shop: string) => `${url}/api${pathOf(shop)}/transfers`;
  const posted = ordered.find(({ state }) => state === 'posted');
  const curl = `curl -H "Authorization: Bearer ${key}"`;
  return [
    '',
    'DUELL regnskap: noen dager er gjort opp og overført til 24SevenOffice (simulert).',
    '',
    ...ordered.map(row),
    '',
    `Se selv:   ${url}/  ·  ${url}/api/docs`,
    `API-nøkkel (bare for denne demoen):  ${key}`,
    `Eksportloggen:  ${curl} ${api('sentrum')}`,
    ...(posted
      ? [`Dagsoppgjøret:  ${curl} -o dagsoppgjor.pdf ${api(posted.departmentId)}/${posted.id}/pdf`]
      : []),
    `24SevenOffice (simulert):  ${simulatorUrl}/__state`,
    '',
    'Ctrl-C stopper alt.',
  ].join('\n');
}

function row({ number, businessDate, state, reason, reference }: Arrived): string {
  const where = reference?.voucherNumber
    ? `bilag ${reference.voucherNumber}`
    : reference?.stampNo
      ? `stempel ${reference.stampNo}`
      : '';
  const lines = [
    `  Z ${String(number).padEnd(5)} ${norwegianDate(businessDate)}  ${WORDS[state] ?? state}${where && `, ${where}`}`,
  ];
  if (reason)
    lines.push(
      `           Hvorfor: ${reason.message}`,
      `           Gjør dette (${reason.who}): ${reason.fix}`,
    );
  return lines.join('\n');
}
