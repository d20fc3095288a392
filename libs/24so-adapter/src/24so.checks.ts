import { type Check, type ConnectionQuestion, type NamedId } from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { notOk, ok, reasonOf } from './24so.check.js';
import { lookAtPlan } from './24so.checks.plan.js';
import { lookAtGiftCard, lookAtRights } from './24so.checks.rights.js';
import { MENUS, pathTo } from './24so.menus.js';
import { reason } from './24so.reasons.js';
import type { Reached } from './24so.session.js';

/**
 * "Test integrasjon": one thing after the other; what an earlier failure hides is left out. Changes nothing there
 * and throws nothing. The login it tries is its own, thrown away with its session.
 */
export async function testConnection(
  shared: TwentyFourSoClient,
  question: ConnectionQuestion,
): Promise<Check[]> {
  const checks: Check[] = [];
  try {
    const reached = await shared.login.tried();
    checks.push(ok('LOGIN', 'Brukernavn og passord virker.'));
    const company = companyAmong(reached, shared.connection.company, question, checks);
    if (!company) return checks;
    const client = shared.withOwnSession(await shared.login.open());
    checks.push(await companyCheck(client, company));
    const rights = await lookAtRights(client, question);
    checks.push(...rights.checks);
    if (!rights.modules.has('Accounting') || !rights.modules.has('Admin')) return checks;
    await lookAtDepartment(client, question, checks);
    checks.push(...(await lookAtPlan(client, question)));
    if (question.invoices && rights.modules.has('Products'))
      checks.push(await lookAtGiftCard(client, question));
    if (question.mode === 'draft') checks.push(draftPlace());
  } catch (error) {
    const why = reasonOf(error);
    // The list of companies let us in, and the login did not: of the two, the login counts.
    if (why.code === 'LOGIN_REFUSED') return [notOk(why)];
    checks.push(notOk(why));
  }
  return checks;
}

function companyAmong(
  reached: Reached[],
  chosen: NamedId | null,
  { multipleCompanies }: ConnectionQuestion,
  checks: Check[],
): NamedId | null {
  if (!chosen) {
    checks.push(notOk(reason('COMPANY_NOT_CHOSEN')));
    return null;
  }
  const found = reached.find(({ company }) => company.id === chosen.id);
  if (!found || found.blocked) {
    const why = found ? reason('IDENTITY_BLOCKED') : reason('COMPANY_NOT_REACHED', { company: chosen.name });
    checks.push(notOk(why));
    return null;
  }
  if (reached.length > 1 && !multipleCompanies) {
    const facts = { count: reached.length, company: found.company.name };
    checks.push(notOk(reason('SEVERAL_COMPANIES', facts), 'warning'));
  }
  return found.company;
}

async function companyCheck(client: TwentyFourSoClient, company: NamedId): Promise<Check> {
  const about = await client.call('GetClientInformation', {}).catch(() => null);
  const number = about?.OrganizationNumber ? `, org.nr. ${about.OrganizationNumber}` : '';
  return ok('COMPANY', `Firma: ${company.name}${number}.`);
}

async function lookAtDepartment(
  client: TwentyFourSoClient,
  { multipleDepartments }: ConnectionQuestion,
  checks: Check[],
): Promise<void> {
  const chosen = client.connection.erpDepartment;
  if (!chosen) {
    if (multipleDepartments) checks.push(notOk(reason('DEPARTMENT_NOT_CHOSEN')));
    return;
  }
  const departments = (await client.call('GetDepartmentList', {}))?.Department ?? [];
  const found = departments.find(({ Id }) => String(Id) === chosen.id);
  if (!found) checks.push(notOk(reason('DEPARTMENT_UNKNOWN', { department: chosen.name })));
  else checks.push(ok('DEPARTMENT', `Avdeling: ${found.Name ?? chosen.name}.`));
}

function draftPlace(): Check {
  return ok('DRAFT_PLACE', `Kladder ligger under ${pathTo(MENUS.drafts)}, og må bokføres der av en person.`);
}
