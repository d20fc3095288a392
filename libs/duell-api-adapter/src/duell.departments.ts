import { AccountingError, type NamedId, type Reason } from '@accounting/port';
import type { DuellClient } from './duell.client.js';
import { LISTS, pagesOf } from './duell.pages.js';
import { faultsOf, rowLeftOut } from './duell.reading.js';
import { reason } from './duell.reasons.js';
import { departmentRow } from './duell.rows.js';

interface Department extends NamedId {
  token: string;
}

/**
 * A client's departments. Their tokens are secrets that open stock: they live as long as the catalogue that read them,
 * and go nowhere but into requests.
 */
export class Departments {
  private read: Promise<Department[]> | null = null;

  constructor(
    private readonly client: DuellClient,
    private readonly leftOut: (reason: Reason) => void,
  ) {}

  /** As they are now. */
  async list(): Promise<NamedId[]> {
    this.read = null;
    return (await this.all()).map(({ id, name }) => ({ id, name }));
  }

  async tokenOf(id: string): Promise<string> {
    const all = await this.all();
    const department = all.find((one) => one.id === id);
    if (!department) {
      const known = all.map((one) => `${one.id} ${one.name}`);
      throw new AccountingError(reason('DUELL_DEPARTMENT_UNKNOWN', { department: id, known }), 'ask-a-human');
    }
    if (department.token === '')
      throw new AccountingError(
        reason('DUELL_DEPARTMENT_WITHOUT_TOKEN', { department: department.name }),
        'ask-a-human',
      );
    return department.token;
  }

  private all(): Promise<Department[]> {
    this.read ??= this.readAll().catch((error: unknown) => {
      this.read = null;
      throw error;
    });
    return this.read;
  }

  private async readAll(): Promise<Department[]> {
    const departments: Department[] = [];
    for await (const page of pagesOf(this.client, LISTS.departments)) {
      for (const body of page) {
        const row = departmentRow.safeParse(body);
        if (!row.success) {
          this.leftOut(rowLeftOut({ no: 'En avdeling', en: 'a department' }, faultsOf(row.error)));
          continue;
        }
        const { department_id: id, department_name: name, api_token: token } = row.data;
        this.client.keepSecret(token);
        departments.push({ id, name: name || id, token });
      }
    }
    return departments;
  }
}
