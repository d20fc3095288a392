import { norwegianDate } from '@accounting/port';
import { type Pen } from '../paper/pen.js';
import { PAGE, RULES, STYLES, WIDTH } from '../paper/styles.js';
import { wrap } from '../paper/wrap.js';
import { type SettlementInput } from '../settlement-input.js';
import { moment, organisation, period, some } from '../words.js';

const GAP = 14;
const LINE = 10.5;
const MOST_REGISTERS = 8;

/** Section 1: whose settlement it is, of which day, and who made it. Answers where the rest begins. */
export function drawHeader(pen: Pen, input: SettlementInput): number {
  const title = 'Z-rapport / Dagsoppgjør';
  pen.text(title, PAGE.left, PAGE.top + 15, STYLES.headline);
  const after = PAGE.left + pen.width(`${title} `, STYLES.headline);
  pen.text(String(input.report.number), after, PAGE.top + 15, STYLES.headlineLight);
  pen.text('Kopi av Z-rapport overført fra DUELL', PAGE.left, PAGE.top + 29, STYLES.remark);

  const bottom = drawCompany(pen, input);
  pen.rule(PAGE.left, PAGE.right, bottom, RULES.heavy);
  return drawFacts(pen, factsOf(input), bottom + 12);
}

/** At the top of each further page. */
export function drawRunningHead(pen: Pen, { report, department, company }: SettlementInput): number {
  const what = `Dagsoppgjør Z ${report.number} · ${norwegianDate(report.businessDate)}`;
  const [whose = ''] = wrap(pen, company.name ?? department.name, WIDTH / 2, STYLES.label);
  pen.text(what, PAGE.left, PAGE.top + 6, STYLES.label);
  pen.textRight(whose, PAGE.right, PAGE.top + 6, STYLES.label);
  pen.rule(PAGE.left, PAGE.right, PAGE.top + 11, RULES.firm);
  return PAGE.top + 20;
}

function drawCompany(pen: Pen, { company, report }: SettlementInput): number {
  const { name, organisationNumber } = company;
  const registered = company.vatRegistered ?? report.sales.some(({ vat }) => vat !== 0);
  const names = wrap(pen, name ?? '', WIDTH / 2 - GAP, STYLES.name);
  names.forEach((line, index) => pen.textRight(line, PAGE.right, PAGE.top + 14 + index * 13, STYLES.name));
  const below = PAGE.top + 14 + names.length * 13;
  if (organisationNumber)
    pen.textRight(organisation(organisationNumber, registered), PAGE.right, below + 2, STYLES.remark);
  return below + 11;
}

function factsOf({ report, department }: SettlementInput): [label: string, value: string][] {
  const { name, number: numbered } = department;
  const { id, name: signer } = report.closedBy ?? {};
  const facts: [string, string][] = [
    ['Oppgjøret gjelder', norwegianDate(report.businessDate)],
    ['Z-nummer', String(report.number)],
    ['Avdeling', numbered && numbered !== name ? `${name} (${numbered})` : name],
    ['Kasse', some(report.registers, MOST_REGISTERS)],
    ['Periode', period(report.periodStart, report.periodEnd)],
    ['Laget', moment(report.closedAt)],
    ['Signert av', signer?.trim() ? (id ? `${signer} (${id})` : signer) : (id ?? '')],
  ];
  return facts.filter(([, value]) => value !== '');
}

/** In two rows. Answers where they end. */
function drawFacts(pen: Pen, facts: [string, string][], top: number): number {
  const columns = Math.ceil(facts.length / 2);
  const width = (WIDTH - GAP * (columns - 1)) / columns;
  let y = top;
  for (const row of [facts.slice(0, columns), facts.slice(columns)]) {
    const wrapped = row.map(([label, value]) => ({ label, lines: wrap(pen, value, width, STYLES.body) }));
    wrapped.forEach(({ label, lines }, index) => {
      const x = PAGE.left + index * (width + GAP);
      pen.text(label, x, y, STYLES.label);
      lines.forEach((line, below) => pen.text(line, x, y + LINE * (below + 1), STYLES.body));
    });
    y += LINE * (1 + Math.max(...wrapped.map(({ lines }) => lines.length))) + 5;
  }
  return y;
}
