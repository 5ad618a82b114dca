import type { Translated } from '../../shape.ts';
import type { train as english } from '../../en/ui/train.ts';

export const train = {
  title: '训练',
  onDataset: '数据集：{name}',
  withEdits: '改标签 {relabelled} 张，排除 {excluded} 张：本次运行会记住它们。',
  start: '开始训练',
  startKey: 'Ctrl+Enter',
  starting: '正在启动…',

  form: {
    label: '超参数',
    preset: '预设',
    unchanged: '与预设一致。',
    changed: '改动了 {count} 项。',
    resetAll: '撤销全部改动',
    reset: '{label}：恢复为预设值 {value}',
    help: '{label}是什么？',
    range: '{minimum} 到 {maximum}。',
    rangeAbove: '大于 {minimum}，不超过 {maximum}。',
    newSeed: '换一个种子',
    name: '运行名称',
    nameHint: '{dataset} 加编号',
  },

  preview: {
    label: '训练看到的图像',
    others: '换一组示例',
    legend: '最左边是原图，其余是变化后的样子。',
    original: '“{name}”，原图',
    changed: '“{name}”，变化 {number}',
  },

  values: { yes: '是', no: '否', none: '无' },

  schedule: {
    label: '整个训练过程的学习率',
    level: '从头到尾都是 {first}。',
    falls: '从 {first} 下降，最后为 {last}。',
    rises: '从 {first} 升到第 {epoch} 轮的 {highest}，之后不变。',
    risesAndFalls: '从 {first} 升到第 {epoch} 轮的 {highest}，再下降，最后为 {last}。',
    plateau: '每当验证损失连续 {count} 轮不再降低，就乘以 {factor}；何时发生无法预先画出。',
    begin: '开始',
    end: '{epochs} 轮之后',
    firstBatch: '第一批',
    lastBatch: '最后一批',
  },

  keep: {
    label: '每隔',
    epochs: '轮保留一份；0 为不保留',
    help: '除最佳轮次和最后一轮之外；以后可以从每一份分支',
    two: '占用磁盘：最佳轮次和最后一轮约 {two}。',
    more: '占用磁盘：最佳轮次和最后一轮约 {two}，另有 {count} 份、每份 {epoch}，共约 {kept}。',
  },

  estimate: {
    label: '预估',
    unfit: '还不是完整的网络',
    parameters: '{count} 个参数，约占内存 {memory}',
    untrained: '约需 {memory} 内存，无需训练',
    time: '参照“{run}”：每轮约 {epoch}，共约 {all}',
    images: '训练 {train} 张，验证 {validation} 张，测试 {test} 张',
  },

  blocked: {
    noDataset: '请先打开数据集。',
    openData: '前往“数据”',
  },

  empty: {
    ready: '{layers} 网络已就绪',
    text: '可以直接使用预设，也可以在左侧改动。训练过程中，损失和准确率曲线会画在这里。',
    noData: '网络需要图像才能学习',
    openFirst: '请打开一个手写图像文件夹，或自带的样例数据集。超参数现在就可以选。',
  },

  run: {
    label: '训练情况',
    choose: '运行',
    pause: '暂停',
    goOn: '继续',
    stop: '停止',
    stopHelp: '当前批次结束后停止。已完成的轮次会保留，以后可以接着训练。',
    preparing: '正在准备第一个批次…',
    elsewhere: '这次运行正在另一个 Inkling 中训练，可能来自命令行。各轮结果会出现在“运行记录”中。',
    epochBar: '第 {epoch} 轮，共 {epochs} 轮',
    batchBar: '第 {batch} 批，共 {batches} 批',
    left: '剩余 {time}',
    paused: '已暂停',
    blocked: '运行已自动暂停。',
    outcome: {
      done: '训练完成，用时 {time}。',
      judged: '评估用时 {time}。',
      early: '验证结果不再变好，{count} 轮后提前停止，用时 {time}。',
      stopped: '完成 {count} 轮后停止，用时 {time}。',
      failed: '完成 {count} 轮后无法继续。',
      interrupted: '完成 {count} 轮后中断。',
    },
    model: '模型取自第 {epoch} 轮。',
    imagesAreModel: '训练图像就是模型。',
    noModel: '没有完成任何一轮，因此没有模型。',
    ask: '向这个网络提问',
    details: '在运行记录中查看',
  },

  profile: {
    title: '时间花在哪里',
    caption: '每轮用时，{count} 轮的平均值',
    phase: '阶段',
    time: '用时',
    share: '占比',
    phases: {
      data: '读取图像',
      forward: '前向计算',
      backward: '反向传播',
      optimiser: '优化器',
      evaluation: '评估',
    },
    all: '每轮合计',
  },

  figures: {
    label: '当前',
    trainLoss: '训练损失',
    trainAccuracy: '训练准确率',
    validationAccuracy: '验证准确率',
    testAccuracy: '测试准确率',
    imagesPerSecond: '每秒样本数',
    learningRate: '学习率',
  },

  rate: {
    label: '学习率',
    change: '调整学习率',
    apply: '应用',
    half: '减半',
    double: '加倍',
    halfSign: '× 0.5',
    doubleSign: '× 2',
  },
} as const satisfies Translated<typeof english>;
