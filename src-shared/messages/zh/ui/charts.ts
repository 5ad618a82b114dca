import type { Translated } from '../../shape.ts';
import type { charts as english } from '../../en/ui/charts.ts';

export const charts = {
  loss: '损失',
  accuracy: '准确率',
  epoch: '轮次',
  splits: { train: '训练', validation: '验证', test: '测试' },
  metrics: {
    trainLoss: '训练损失',
    trainAccuracy: '训练准确率',
    validationLoss: '验证损失',
    validationAccuracy: '验证准确率',
    testLoss: '测试损失',
    testAccuracy: '测试准确率',
  },
  readingAt: '第 {epoch} 轮',
  readingLatest: '第 {epoch} 轮（最新）',
  readingEnds: '各自的最后一轮',
  noValue: '无',
  chartLabel: '各轮次的{title}。用左右方向键逐轮读数。',
  tableLabel: '各轮次的{title}',
  empty: '第一轮结束后会出现第一个点。',
  nothing: '没有完成任何一轮，因此没有曲线。',
  show: '显示为',
  chart: '图表',
  table: '表格',
  lossScale: '损失坐标',
  linear: '线性',
  log: '对数',
  newRate: '学习率 {rate}',
  noCurves: '最近邻不逐步学习，因此没有曲线，只有最终结果。',
  absent: {
    train: '没有训练样本的数据。',
    validation: '没有划出验证样本，因此没有这条曲线。',
    test: '没有测试样本，因此没有这条曲线。',
  },
} satisfies Translated<typeof english>;
