export { monthFigures, unitFigures, type MonthFigures, type UnitFigures } from './figures';
export { itemsBehind } from './items-behind';
export { metricFilter, type MetricParams } from './metric-filter';
