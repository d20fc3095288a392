/** One of DUELL's customers. Ids are numbers that grow; tokens are longer than 30 characters, as DUELL's. */
export interface ClientSeed {
  clientNumber: string;
  clientToken: string;
  departments: DepartmentSeed[];
  categories?: string[];
  products?: Partial<ProductRow>[];
  customers?: Partial<CustomerRow>[];
}

export interface DepartmentSeed {
  id: string;
  name: string;
  apiToken?: string;
  city?: string;
}

export interface WorldSeed {
  clients: ClientSeed[];
}

/** A row of `product/list`, as it goes over the wire: numbers are texts there. */
export interface ProductRow {
  product_id: string;
  product_number: string;
  product_name: string;
  description: string | null;
  barcode: string | null;
  category_id: string;
  category_name: string;
  vatrate_id: string;
  vatrate_percent: string;
  cost_price: string | null;
  stock_price: string | null;
  price_inc_vat: string;
  special_price: string | null;
  unit: string | null;
  currency_code: string;
  use_stock: boolean;
  is_deleted: boolean;
  is_parent: boolean;
  parent_variant: string | null;
  view_on_webshop: boolean;
  created_at: string;
  updated_at: string;
}

export interface CustomerRow {
  customer_id: string;
  customer_name: string;
  phone: string;
  email: string;
  primary_address: string;
  primary_zip: string;
  city: string;
  is_deleted: boolean;
  created_at: string;
  updated_at: string;
}

export const DEMO_CLIENT = '123456';

/** One client with two departments, and a category for what comes from elsewhere. */
export function demoWorld(): WorldSeed {
  return {
    clients: [
      {
        clientNumber: DEMO_CLIENT,
        clientToken: 'client-token-of-the-simulator-0001',
        departments: [
          { id: '1', name: 'Butikk Sentrum', city: 'Oslo' },
          { id: '2', name: 'Butikk Havna', city: 'Bergen' },
        ],
        categories: ['DIVERSE'],
      },
    ],
  };
}
