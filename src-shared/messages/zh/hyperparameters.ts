import type * as english from '../en/hyperparameters.ts';
import type { Translated } from '../shape.ts';

export const hyperparameters = {
  hiddenLayers: {
    label: '隐藏层',
    help: '从输入一侧起，每个隐藏层的单元数，例如 128 或 300, 100。留空表示没有隐藏层：每个类别只是像素的一个加权和。',
  },
  activation: {
    label: '激活函数',
    help: '每个隐藏单元对加权和所做的变换。这里 ReLU 学得最快；sigmoid 是经典之选。',
  },
  bias: {
    label: '偏置',
    help: '每个单元再学习一个自己的常数。《Python 神经网络编程》一书中不用偏置。',
  },
  loss: {
    label: '损失函数',
    help: '训练所要减小的量。每张图像只有一个标签时，适合用 softmax 交叉熵；平方误差是经典之选。',
  },
  outputActivation: {
    label: '输出激活函数',
    help: '最后一层对加权和所做的变换。交叉熵损失自带输出激活函数。',
  },
  hiddenErrors: {
    label: '误差回传方式',
    help: '隐藏层据以学习的误差。梯度是精确的；《Python神经网络编程》一书把输出误差原样回传，不乘输出激活函数的斜率：它不是梯度，但起步很快。',
  },
  optimiser: {
    label: '优化器',
    help: '如何由梯度得到更新。SGD：沿坡直下。动量：记住以往的步伐。Adam：每个权重各有自己的步长。',
  },
  learningRate: {
    label: '学习率',
    help: '每一步的大小。太小学得慢，太大会来回跳动甚至发散。Adam 宜取 0.001 左右，SGD 宜取 0.01 到 0.5。',
  },
  momentum: { label: '动量', help: '上一步更新保留的比例，通常取 0.9。' },
  l2: {
    label: 'L2（权重衰减）',
    help: '在损失上加上此值的一半乘以权重平方和，使权重保持较小。偏置不受影响。0 表示关闭。',
  },
  batchSize: {
    label: '批大小',
    help: '每一步使用的图像数。取 1 则逐张学习，书中就是这样做的。',
  },
  epochs: { label: '轮次', help: '网络把全部训练图像看多少遍。' },
  initialiser: {
    label: '初始值',
    help: '第一步之前的权重。全零和全一值得一试，可以看到它们为什么行不通。',
  },
  startSpread: {
    label: '范围',
    help: '均匀分布时为最大的绝对值（正负对称），正态分布时为标准差。',
  },
  seed: {
    label: '随机种子',
    help: '随机数的起点。种子、数据和版本都相同，得到的权重就完全相同。',
  },
  inputRange: {
    label: '输入范围',
    help: '黑与白输入网络时变成什么数值。书中让最小值略大于 0，使任何输入都不会失去作用。',
  },
  targets: {
    label: '目标值',
    help: '错误类别和正确类别的输出应当是多少。sigmoid 永远达不到 0 和 1。',
  },
  validationFraction: {
    label: '验证集比例',
    help: '从训练图像中留出一部分，用来如实评估每一轮次。测试图像留到最后才用。',
  },
  testFraction: {
    label: '测试集比例',
    help: '数据集没有自带测试集时，抽取多少图像用于最后的测试。',
  },
  keepBest: {
    label: '保留最佳轮次',
    help: '以验证准确率最高的轮次作为模型，而不是最后一轮。从不根据测试图像来挑选。',
  },
} satisfies Translated<typeof english.hyperparameters>;

export const groups = {
  network: '网络',
  learning: '学习',
  start: '初始状态',
  data: '数据',
} satisfies Translated<typeof english.groups>;

export const choices = {
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  relu: 'ReLU',
  leakyRelu: 'Leaky ReLU',
  softmax: 'Softmax',
  linear: '无（线性）',
  squaredError: '平方误差',
  sigmoidCrossEntropy: 'Sigmoid 交叉熵',
  softmaxCrossEntropy: 'Softmax 交叉熵',
  gradient: '精确梯度',
  book: '如书中所做',
  sgd: 'SGD',
  momentum: '动量法',
  adam: 'Adam',
  xavier: 'Xavier（Glorot）',
  he: 'He',
  fanIn: '正态，1/sqrt(扇入)',
  normal: '正态分布',
  uniform: '均匀分布',
  zeros: '全零',
  ones: '全一',
} satisfies Translated<typeof english.choices>;

export const presets = {
  default: { label: 'Inkling', help: '适合大多数手写数据的起点。' },
  book: {
    label: '书中的网络（Rashid）',
    help: '《Python 神经网络编程》：200 个 sigmoid 单元，逐张学习。书中公布的 MNIST 结果：一轮之后 .954。',
  },
  'keras-mlp': {
    label: 'Keras 教程',
    help: '128 个 ReLU 单元、softmax、Adam，批大小 32，保留五轮中最好的一轮。',
  },
} satisfies Translated<typeof english.presets>;
