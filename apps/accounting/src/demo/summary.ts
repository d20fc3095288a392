import { norwegianDate } from '@accounting/port';
import { type MasterStory } from './demo-master.js';

/** What the demo shows of a transfer. */
export interface Arrived {
  id: string;
  number?: number;
  documentId: string;
  businessDate?: string;
  state: string;
  departmentId: string;
  reason: { message: string; fix: string; who: string } | null;
  reference: { voucherNumber?: string; stampNo?: string; orderId?: string } | null;
}

/** What one round of all products cost. */
export interface Round {
  products: number;
  calls: number;
  stock: number;
}

export interface Catalogue {
  rounds: Round[];
  invoices: Arrived[];
  customers: number;
}

interface Story extends Catalogue {
  settlements: Arrived[];
  master: MasterStory;
}

interface Place {
  url: string;
  key: string;
  simulatorUrl: string;
  duellUrl: string;
  pathOf: (shop: string) => string;
}

const WORDS: Record<string, string> = {
  posted: 'ført i hovedbok',
  draft: 'kladd, venter på godkjenning',
  held: 'holdt tilbake',
};
const ROUNDS = ['første gang', 'andre gang, ingenting endret', 'tredje gang, 5 nye priser'];

/** What happened, and where to look. */
export function summary(place: Place, story: Story): string {
  const { url, key, simulatorUrl, duellUrl, pathOf } = place;
  const settlements = [...story.settlements].sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
  const api = (shop: string) => `${url}/api${pathOf(shop)}`;
  const posted = settlements.find(({ state }) => state === 'posted');
  const curl = `curl -H "Authorization: Bearer ${key}"`;
  return [
    '',
    'DUELL regnskap: noen dager er gjort opp og overført til 24SevenOffice (simulert).',
    '',
    'Dagsoppgjør',
    ...settlements.map((each) => row(`Z ${each.number}`.padEnd(8), each)),
    '',
    'Fakturagrunnlag',
    ...[...story.invoices].reverse().map((each) => row(each.documentId.padEnd(8), each)),
    '',
    `Kunder og varer (${story.customers} kunder, 500 varer)`,
    ...story.rounds.map(
      ({ products, calls, stock }, index) =>
        `  ${(ROUNDS[index] ?? '').padEnd(30)} ${products} varer sendt i ${calls} kall, ${stock} lagertall satt`,
    ),
    '',
    'Regnskapssystemet som master (Kafe Fjord)',
    `  Grønn te koster kr ${norwegian(story.master.after)} i DUELL, før kr ${norwegian(story.master.before)}: endret i 24SevenOffice.`,
    `  Loggen: ${story.master.log}`,
    '',
    `Se selv:   ${url}/  ·  ${url}/api/docs`,
    `API-nøkkel (bare for denne demoen):  ${key}`,
    `Eksportloggen:  ${curl} ${api('sentrum')}/transfers`,
    `Neste automatiske overføring:  ${curl} ${api('sentrum')}/schedule`,
    ...(posted
      ? [`Dagsoppgjøret:  ${curl} -o dagsoppgjor.pdf ${api(posted.departmentId)}/transfers/${posted.id}/pdf`]
      : []),
    `24SevenOffice (simulert):  ${simulatorUrl}/__state  ·  DUELL (simulert):  ${duellUrl}/__state`,
    '',
    'Ctrl-C stopper alt.',
  ].join('\n');
}

function row(name: string, { businessDate, state, reason, reference }: Arrived): string {
  const where = placeOf(reference);
  const date = businessDate ? norwegianDate(businessDate) : '';
  const lines = [`  ${name}${date}  ${WORDS[state] ?? state}${where && `, ${where}`}`];
  if (reason)
    lines.push(
      `           Hvorfor: ${reason.message}`,
      `           Gjør dette (${reason.who}): ${reason.fix}`,
    );
  return lines.join('\n');
}

function placeOf(reference: Arrived['reference']): string {
  if (reference?.voucherNumber) return `bilag ${reference.voucherNumber}`;
  if (reference?.orderId) return `ordre ${reference.orderId}`;
  return reference?.stampNo ? `stempel ${reference.stampNo}` : '';
}

/** As a price tag has it; DUELL's API has decimals in English. */
function norwegian(price: string): string {
  return price.replace('.', ',');
}
