import { defineEntity, p } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { type CivilDate } from '@accounting/port';
import { nameField } from '../document/document-fields.js';

const master = z.enum(['duell', 'erp']).default('duell').describe('Hvem som bestemmer over opplysningene');

/** What a department transfers, and how. Every field has the contract's default. */
export const settingsSchema = z.strictObject({
  zReport: z
    .strictObject({
      enabled: z.boolean().default(false),
      stockChange: z.boolean().default(false).describe('Beholdningsendring'),
      directToLedger: z.boolean().default(false).describe('Type import: rett i hovedbok'),
    })
    .prefault({}),
  invoices: z.strictObject({ enabled: z.boolean().default(false) }).prefault({}),
  customers: z.strictObject({ enabled: z.boolean().default(false), master }).prefault({}),
  products: z
    .strictObject({
      enabled: z.boolean().default(false),
      master,
      syncStock: z.boolean().default(false).describe('Lager'),
      defaultCategory: nameField(100)
        .optional()
        .describe('New products go there; left out: in a category named after DUELL’s and the VAT rate'),
    })
    .prefault({}),
  fromDate: z.iso
    .date()
    .nullable()
    .default(null)
    .describe('Nothing dated before it is sent; the date itself is included'),
  automatic: z.boolean().default(false),
});

export type Settings = z.output<typeof settingsSchema> & { fromDate: CivilDate | null };

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

const StoredSettingsSchema = defineEntity({
  name: 'StoredSettings',
  schema: 'accounting',
  tableName: 'settings',
  properties: {
    clientId: p.text().primary(),
    departmentId: p.text().primary(),
    choices: p.json<Settings>(),
    updatedAt: p.datetime(),
  },
});
export class StoredSettings extends StoredSettingsSchema.class {}
StoredSettingsSchema.setClass(StoredSettings);
