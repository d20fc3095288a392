export { AccountingAdminModule, type AdminOptions } from './accounting-admin.module.js';
export { controllers } from './controllers.js';
export { declaredRoutes } from './http/route.js';
export { UndeclaredRoute } from './http/route-table.js';
export { openApiDocument } from './openapi/openapi.js';
export { PROBLEM_REASONS } from './http/problem-reasons.js';
