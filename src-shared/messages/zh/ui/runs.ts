import type { Translated } from '../../shape.ts';
import type { runs as english } from '../../en/ui/runs.ts';

export const runs = {
  title: '运行记录',
  count: '共 {count} 次运行',

  states: {
    running: '训练中',
    paused: '已暂停',
    done: '已完成',
    stopped: '已停止',
    failed: '失败',
    interrupted: '已中断',
  },

  neighbours: '{images} 张图像中的 {neighbours} 近邻',
  network: '{shape}，{parameters} 个参数',

  empty: {
    title: '还没有运行记录',
    text: '每次训练的超参数、曲线和网络都保存在这里，重启后也在。',
    train: '前往“训练”',
  },

  table: {
    label: '全部运行',
    select: '选择 {name}',
    selectAll: '全选',
    sortBy: '按{column}排序',
    more: '再显示 {count} 条',
    name: '名称',
    state: '状态',
    dataset: '数据集',
    preset: '预设',
    best: '最佳',
    last: '最后',
    bestHelp: '模型所取那一轮的准确率：优先测试集，其次验证集，再次训练集',
    lastHelp: '最后一轮的同一准确率',
    epochs: '轮次',
    seconds: '用时',
    createdAt: '开始时间',
    inUse: '使用中',
    fromCommandLine: '来自命令行',
    change: '{label} {value}',
    epochsOf: '{epochs} / {planned}',
  },

  selection: {
    count: '已选 {count} 次运行',
    clear: '清除选择',
    pick: '选择一次运行查看详情，选择两次以上进行比较。',
  },

  actions: {
    rename: '重命名 {name}',
    nameLabel: '{name} 的新名称',
    useModel: '使用这个模型',
    modelInUse: '使用中的模型',
    goOn: '继续训练',
    delete: '删除…',
  },

  remove: {
    ask: '删除 {name}？ | 删除 {count} 次运行？',
    what: '将删除它的记录（含全部数据）和保存的模型，无法撤销。 | 将删除它们的记录（含全部数据）和保存的模型，无法撤销。',
    training: '正在训练的运行不能删除，请先停止。',
    yes: '删除',
    no: '保留',
  },

  details: {
    label: '运行 {name}',
    network: '网络',
    hyperparameters: '超参数',
    changedFrom: '预设值为 {value}',
    noPreset: '无',
    dataset: '数据集',
    fingerprint: '指纹',
    fingerprintHelp: '指纹相同，则图像和标签相同。',
    folder: '文件夹',
    images: '样本',
    imagesOf: '训练 {train}，验证 {validation}，测试 {test}',
    edits: '编辑',
    editsOf: '改标签 {relabelled}，排除 {excluded}',
    editsHelp: '训练时叠加在文件之上；哈希相同，编辑就相同：{hash}',
    size: '尺寸',
    classes: '类别',
    epochs: '轮次',
    events: '事件',
    started: '开始',
    ended: '结束',
    time: '训练用时',
    model: '模型',
    modelOf: '第 {epoch} 轮',
    noModel: '未保存',
    error: '出错原因',
  },

  epochTable: {
    epoch: '轮次',
    learningRate: '学习率',
    imagesPerSecond: '样本/秒',
    seconds: '用时',
  },

  events: {
    at: '第 {epoch} 轮第 {batch} 批',
    pause: '暂停',
    continue: '继续',
    learningRate: '学习率改为 {value}',
    stop: '停止',
    resume: '从检查点继续',
    earlyStop: '提前停止：连续 {value} 轮没有变好',
  },

  compare: {
    title: '比较 {count} 次运行',
    metric: '曲线指标',
    run: '运行',
    label: '各次运行的超参数和数据',
    differing: '不同的超参数',
    same: '全部相同',
    noneDiffer: '所有超参数都相同。',
    showAll: '同时显示相同项',
    bestOf: '{metric}（最佳轮次）',
    lastOf: '{metric}（最后一轮）',
    trained: '已训练轮次',
    noEffect: '不起作用',
    otherData: '这些运行所用的图像不同，数据不能直接比较。',
    withoutMetric: '没有该指标：{names}。',
  },
} as const satisfies Translated<typeof english>;
