import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { ErpPickers, pickerSchema } from '@accounting/sync';
import { READERS } from '../access/roles.js';
import { DEPARTMENT } from '../http/paths.js';
import { Ask, type Asked, Handles, route } from '../http/route.js';

const picker = {
  method: 'GET',
  tag: 'Drop-down lists',
  access: READERS,
  query: z.strictObject({
    refresh: z
      .enum(['true', 'false'])
      .default('false')
      .describe('true: read anew from the accounting system'),
  }),
  answer: pickerSchema,
} as const;

const companies = route({
  ...picker,
  path: `${DEPARTMENT}/connection/companies`,
  summary: 'Companies that the login reaches: for `company`',
});
const departments = route({
  ...picker,
  path: `${DEPARTMENT}/connection/departments`,
  summary: "The company's departments: for `erpDepartment`",
});
const accounts = route({
  ...picker,
  path: `${DEPARTMENT}/erp/accounts`,
  summary: 'The chart of accounts: `number` is what a role takes',
});
const vatCodes = route({
  ...picker,
  path: `${DEPARTMENT}/erp/vat-codes`,
  summary: "The accounting system's own VAT list: `number` is what a role takes",
});
const voucherTypes = route({
  ...picker,
  path: `${DEPARTMENT}/erp/voucher-types`,
  summary: 'Voucher types (bilagsarter): `id` is what `voucherType` takes',
});

/** What the accounting system has to choose from. */
@Controller()
export class PickersController {
  constructor(private readonly pickers: ErpPickers) {}

  @Handles(companies)
  companies(@Ask() { params, query }: Asked<typeof companies>) {
    return this.pickers.list(params, 'companies', { refresh: query.refresh === 'true' });
  }

  @Handles(departments)
  departments(@Ask() { params, query }: Asked<typeof departments>) {
    return this.pickers.list(params, 'departments', { refresh: query.refresh === 'true' });
  }

  @Handles(accounts)
  accounts(@Ask() { params, query }: Asked<typeof accounts>) {
    return this.pickers.list(params, 'accounts', { refresh: query.refresh === 'true' });
  }

  @Handles(vatCodes)
  vatCodes(@Ask() { params, query }: Asked<typeof vatCodes>) {
    return this.pickers.list(params, 'vatCodes', { refresh: query.refresh === 'true' });
  }

  @Handles(voucherTypes)
  voucherTypes(@Ask() { params, query }: Asked<typeof voucherTypes>) {
    return this.pickers.list(params, 'voucherTypes', { refresh: query.refresh === 'true' });
  }
}
