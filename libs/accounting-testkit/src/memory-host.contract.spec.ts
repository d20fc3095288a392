import { describeHost } from './describe-host.js';
import { memoryHostBench } from './memory-host-bench.js';

describeHost('The host in memory', () => memoryHostBench());
