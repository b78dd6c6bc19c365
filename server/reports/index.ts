export { monthFigures, unitFigures, type MonthFigures, type UnitFigures } from './figures';
export { itemsBehind, type ItemsBehind, type LineBehind } from './items-behind';
export { metricFilter, readMetric, type MetricParams, type Named } from './metric-filter';
