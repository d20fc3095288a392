/**
 * Where things are in 24SevenOffice, in today's version and the earlier one (fact sheet 4.2, domain sheet section 3).
 * The menus have moved between versions and between customers' modules: both paths are always given.
 */
export interface Menu {
  now: string;
  earlier: string;
}

export const MENUS = {
  drafts: { now: 'Regnskap > Bokføring', earlier: 'Økonomi > Regnskap > Regnskap > Bokføring' },
  ledger: { now: 'Regnskap > Hovedbok', earlier: 'Økonomi > Regnskap > Rapporter > Hovedbok' },
  accounts: {
    now: 'Regnskap > Innstillinger > Kontoplan',
    earlier: 'Økonomi > Regnskap > Administrasjon > Innstillinger > Kontoplan',
  },
  vatCodes: {
    now: 'Regnskap > Innstillinger > Mva-koder',
    earlier: 'Økonomi > Regnskap > Administrasjon > Innstillinger > Mva-koder',
  },
  typeGroups: {
    now: 'Regnskap > Innstillinger > Typegrupper',
    earlier: 'Økonomi > Regnskap > Administrasjon > Innstillinger > Salgstyper',
  },
  voucherTypes: {
    now: 'Regnskap > Innstillinger > Bilagsarter',
    earlier: 'Økonomi > Regnskap > Administrasjon > Innstillinger > Bilagsarter',
  },
  years: {
    now: 'Regnskap > Innstillinger > Regnskapsår',
    earlier: 'Økonomi > Regnskap > Administrasjon > Innstillinger > Regnskapsår',
  },
  departments: {
    now: 'Administrasjon > Avdelinger',
    earlier: 'Administrasjon > Klientinnstillinger > Avdelinger',
  },
  // Invented too, after the name of the module.
  orders: { now: 'Fakturering > Ordre', earlier: 'Økonomi > Faktura > Ordre' },
  // Both invented, after the names of the modules: no source for the product register's place is known.
  products: { now: 'Varer > Vareregister', earlier: 'Produkter > Produktregister' },
  newProduct: { now: 'Varer > Ny vare', earlier: 'Produkter > Nytt produkt' },
  users: { now: 'Administrasjon > Brukeradministrasjon', earlier: 'Administrasjon > Brukere' },
} satisfies Record<string, Menu>;

/** `Regnskap > Bokføring (tidligere versjon: Økonomi > …)` */
export function pathTo({ now, earlier }: Menu): string {
  return `${now} (tidligere versjon: ${earlier})`;
}
