import { type ZReport } from './z-report.js';

type Sale = ZReport['sales'][number];

/** One sales line of the report, as people find it again. */
export interface NamedSale {
  /** `Salg 25 % Varesalg`. */
  text: string;
  /** `sales[0]`. */
  path: string;
}

/** `Salg 25 %`. */
export function saleText({ vatRate }: Sale): string {
  return `Salg ${percent(vatRate)}`;
}

/** What people call the product group of a sales line. undefined: the line has none. */
export function groupText({ group, groupName }: Sale): string | undefined {
  return groupName?.trim() === '' ? group : (groupName ?? group);
}

export function namedSale(sale: Sale, index: number): NamedSale {
  const group = groupText(sale);
  return {
    text: group === undefined ? saleText(sale) : `${saleText(sale)} ${group}`,
    path: `sales[${index}]`,
  };
}

/** `11.11` → `11,11 %`. */
export function percent(rate: number): string {
  return `${String(rate).replace('.', ',')} %`;
}
