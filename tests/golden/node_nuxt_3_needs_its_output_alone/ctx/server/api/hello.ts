import { sum } from "lodash-es"; export default defineEventHandler(() => "sum" + sum([1,2]))
