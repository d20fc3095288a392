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
  const rows = [...transfers]
    .sort((a, b) => a.number - b.number)
    .map((transfer) => row(`${url}/api${pathOf(transfer.departmentId)}/transfers/${transfer.id}`, transfer));
  return [
    '',
    'DUELL regnskap: noen dager er gjort opp og overført til 24SevenOffice (simulert).',
    '',
    ...rows,
    '',
    `Se selv:   ${url}/  ·  ${url}/api/docs`,
    `API-nøkkel (bare for denne demoen):  ${key}`,
    `Eksportloggen:  curl -H "Authorization: Bearer ${key}" ${url}/api${pathOf('sentrum')}/transfers`,
    `24SevenOffice (simulert):  ${simulatorUrl}/__state`,
    '',
    'Ctrl-C stopper alt.',
  ].join('\n');
}

function row(address: string, { number, businessDate, state, reason, reference }: Arrived): string {
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
  lines.push(`           PDF: ${address}/pdf`);
  return lines.join('\n');
}
