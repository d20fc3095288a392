import { describeAccountingPort } from '@accounting/testkit';
import { optionsFor, twentyFourSoBench } from '../simulator/24so.bench.js';
import { TwentyFourSoAdapter } from './index.js';

const { description } = new TwentyFourSoAdapter(optionsFor('http://127.0.0.1:1'));

describeAccountingPort('24SevenOffice', { description, numbersExclude: true }, () => twentyFourSoBench());
