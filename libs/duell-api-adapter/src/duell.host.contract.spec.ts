import { describeHost } from '@accounting/testkit';
import { duellBench } from '../simulator/duell.bench.js';

describeHost('DUELL over HTTP', () => duellBench());

// What is only assumed of DUELL may be otherwise: the promises hold either way.
describeHost('DUELL, whose filters do what they say, and are believed,', () =>
  duellBench(
    { trustedFilters: ['product_number', 'last_update_date', 'customer_phone', 'customer_email'] },
    {
      workingFilters: [
        'product_number',
        'last_update_date',
        'customer_phone',
        'customer_email',
        'is_deleted',
      ],
    },
  ),
);
describeHost('DUELL, whose filters have no effect, though they are believed,', () =>
  duellBench(
    { trustedFilters: ['product_number', 'customer_phone', 'customer_email'] },
    { workingFilters: [], deletedApart: false },
  ),
);
describeHost('DUELL, which saves products by id and adds to stock,', () =>
  duellBench(
    { productsAreSavedBy: 'id', adjustStock: 'adds', customerGoesIn: 'query' },
    { saveTakesProductId: true, adjustStock: 'adds' },
  ),
);
describeHost('DUELL, which sets stock, keeps its time in UTC and tells no ids and totals,', () =>
  duellBench(
    { adjustStock: 'sets', timesAreIn: 'UTC', customerGoesIn: 'json' },
    { adjustStock: 'sets', zone: 'UTC', tellsSavedId: false, tellsTotal: false, refusesByHttp: false },
  ),
);
describeHost('DUELL, whose zone is another than assumed,', () => duellBench({}, { zone: 'UTC' }));
