import { cut } from '@accounting/port';
import { SafTReading } from './saf-t-reading.js';
import { type SafTPiece } from './saf-t-stream.js';

/** A code of the till, and the standard one it is tied to. */
export interface SafTCode {
  standard: string | undefined;
  name: string | undefined;
}

/** The `basicType`s we look into, of Skatteetaten's code list for SAF-T Cash Register. */
export const BASIC = { articleGroup: '04', transaction: '11', payment: '12', event: '13' } as const;

/** As long as the document lets a name be. */
const LONGEST_NAME = 200;

/** Two entries that contradict each other. */
const AMBIGUOUS = null;

/** What stands before the registers in the file, and is looked up from there on. */
export class SafTMasterData {
  currency: string | undefined;
  /** For a limit on what one file may make us keep. */
  size = 0;
  private readonly vatCodes = new Map<string, string | typeof AMBIGUOUS>();
  private readonly employees = new Map<string, string>();
  private readonly articleGroups = new Map<string, string>();
  private readonly codes = new Map<string, SafTCode>();

  /** The element paths that {@link take} wants. */
  static readonly paths = [
    'header/curCode',
    'company/vatCodeDetails/vatCodeDetail',
    'company/employees/employee',
    'company/articles/article',
    'company/basics/basic',
  ] as const;

  take({ path, element }: SafTPiece): void {
    const reading = new SafTReading(element, element.name, []);
    // Two texts each.
    this.size += 2;
    switch (path) {
      case 'header/curCode':
        this.currency = element.text;
        break;
      case 'company/vatCodeDetails/vatCodeDetail':
        this.takeVatCode(reading.text('vatCode'), reading.text('standardVatCode'));
        break;
      case 'company/employees/employee':
        this.takeEmployee(reading);
        break;
      case 'company/articles/article':
        this.takeArticle(reading.text('artID'), reading.text('artGroupID'));
        break;
      case 'company/basics/basic':
        this.takeBasic(reading);
        break;
    }
  }

  /** The Norwegian standard VAT code of the till's own; null: the file says two. */
  standardVatCode(code: string): string | null | undefined {
    return this.vatCodes.get(code);
  }

  employee(id: string): string | undefined {
    return this.employees.get(id);
  }

  articleGroup(article: string): string | undefined {
    return this.articleGroups.get(article);
  }

  code(type: (typeof BASIC)[keyof typeof BASIC], id: string | undefined): SafTCode | undefined {
    return id === undefined ? undefined : this.codes.get(`${type}/${id}`);
  }

  private takeVatCode(code: string | undefined, standard: string | undefined): void {
    if (!code || !standard) return;
    const before = this.vatCodes.get(code);
    this.vatCodes.set(code, before === undefined || before === standard ? standard : AMBIGUOUS);
  }

  private takeEmployee(reading: SafTReading): void {
    const id = reading.text('empID');
    const name = [reading.text('firstName'), reading.text('surName')].filter(Boolean).join(' ');
    if (id && name) this.employees.set(id, cut(name, LONGEST_NAME));
  }

  private takeArticle(id: string | undefined, group: string | undefined): void {
    if (id && group) this.articleGroups.set(id, group);
  }

  private takeBasic(reading: SafTReading): void {
    const id = reading.text('basicID');
    const type = reading.text('basicType');
    if (!id || !type) return;
    const name = reading.text('basicDesc');
    this.codes.set(`${type}/${id}`, {
      standard: reading.text('predefinedBasicID'),
      name: name && cut(name, LONGEST_NAME),
    });
  }
}
