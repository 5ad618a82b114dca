import type * as english from '../en/hyperparameters.ts';
import type { Translated } from '../shape.ts';

export const hyperparameters = {
  method: {
    label: '方法',
    help: '由什么来回答。网络需要训练。最近邻不做任何学习：把训练图像保留下来，一张图像与哪些训练图像最相似，就按其中多数的类别来回答。可作为比较的基线，但回答较慢。',
  },
  neighbours: {
    label: '近邻数',
    help: '由最相似的这么多张训练图像投票，相似程度按灰度的欧氏距离计算。票数相同的类别中，图像更近的一方胜出。通常取 1 到 5。',
  },
  hiddenLayers: {
    label: '隐藏层',
    help: '从输入一侧起逐层列出。数字表示该层的单元数，例如 128 或 300, 100。处理图像还可以用 conv5x5x32（32 个 5 x 5 像素的卷积核；/valid 不填充，/stride2 每隔一个像素）、maxpool2、meanpool2、pad2、batchnorm（批归一化）和 dropout0.5。留空表示没有隐藏层：每个类别只是像素的一个加权和。',
  },
  activation: {
    label: '激活函数',
    help: '每个隐藏单元对加权和所做的变换。这里 ReLU 学得最快；sigmoid 是经典之选。LeCun tanh 即 1.7159 tanh(2x/3)；ELU 和 GELU 是 ReLU 的平滑变体。',
  },
  bias: {
    label: '偏置',
    help: '每个单元再学习一个自己的常数。《Python 神经网络编程》一书中不用偏置。',
  },
  loss: {
    label: '损失函数',
    help: '训练所要减小的量。每张图像只有一个标签时，适合用 softmax 交叉熵；平方误差是经典之选：教科书取各输出之和的一半，Keras 取各输出的平均。取平均时的梯度是前者的 2/类别数 倍。合页损失得到支持向量机，没有隐藏层时就是线性的：只有离分界面还不够远的输出才计入损失。',
  },
  outputActivation: {
    label: '输出激活函数',
    help: '最后一层对加权和所做的变换。交叉熵损失自带输出激活函数。',
  },
  labelSmoothing: {
    label: '标签平滑',
    help: '把目标值的这一部分平均分给所有类别，使网络不至于过分自信；通常取 0.1，0 表示关闭。验证损失和测试损失也按平滑后的目标计算。',
  },
  outputRelu: {
    label: '输出经过 ReLU',
    help: '在 softmax 之前把负的输出置为 0，有些教程是这样做的。用精确梯度时，输出总为负的类别不再学习；误差直接传过时，它仍能学习。',
  },
  hiddenErrors: {
    label: '误差回传方式',
    help: '隐藏层据以学习的误差。梯度是精确的；《Python神经网络编程》一书把输出误差原样回传，不乘输出激活函数的斜率：它不是梯度，但起步很快。',
  },
  optimiser: {
    label: '优化器',
    help: '如何由梯度得到更新。SGD：沿坡直下。动量：记住以往的步伐。Nesterov：同样带动量，但向前看一步。RMSProp 和 Adam：每个权重各有自己的步长。AdamW：权重衰减与梯度分开的 Adam。',
  },
  learningRate: {
    label: '学习率',
    help: '每一步的大小。太小学得慢，太大会来回跳动甚至发散。Adam 宜取 0.001 左右，SGD 宜取 0.01 到 0.5。使用学习率调度时，这是它的最高值。',
  },
  momentum: { label: '动量', help: '上一步更新保留的比例，通常取 0.9。' },
  batchSize: {
    label: '批大小',
    help: '每一步使用的图像数。取 1 则逐张学习，书中就是这样做的。',
  },
  stepsPerEpoch: {
    label: '每轮批数',
    help: '每训练这么多批就评估并保存一次。0 表示看完全部训练图像为一轮。',
  },
  epochs: {
    label: '轮次',
    help: '网络把全部训练图像看多少遍；设定了每轮批数时，则为训练多少个这样的轮次。',
  },
  earlyStopping: {
    label: '提前停止',
    help: '在验证图像上连续这么多轮没有变好，就结束运行。0 表示关闭。',
  },
  earlyStoppingOn: {
    label: '提前停止依据',
    help: '要求变好的指标：损失更灵敏，准确率才是最终关心的。',
  },
  schedule: {
    label: '调度方式',
    help: '学习率如何自动变化。阶梯：每隔几轮乘以系数。遇平台期：验证损失不再下降时乘以系数。其余各种逐批变化：指数和 1/t 按衰减率减小，余弦到结束时降为 0，单周期在前 3/10 升到所设学习率、之后大幅下降。训练中手动设定的学习率立即生效，调度从该值继续。',
  },
  stepEpochs: { label: '阶梯轮数', help: '每过这么多轮，学习率减小一次。' },
  plateauPatience: {
    label: '平台期耐心轮数',
    help: '连续这么多轮验证损失没有更低，就减小学习率。',
  },
  decayFactor: {
    label: '学习率系数',
    help: '每次把学习率乘以此值。1 表示保持不变。',
  },
  decayRate: {
    label: '学习率衰减率',
    help: '设 t 为已训练的轮数，d 为此值：指数为学习率乘以 exp(-d t)，1/t 为学习率乘以 1/(1 + d t)。',
  },
  warmUpEpochs: {
    label: '预热轮数',
    help: '在这么多轮内（可以是小数），学习率逐批从接近 0 升到应有的值。可与各种调度合用；单周期自带预热，不再另加。0 表示关闭。',
  },
  l2: {
    label: 'L2',
    help: '在损失上加上此值的一半乘以权重平方和，使权重保持较小。偏置不受影响。对 SGD 来说这就是权重衰减；Adam 和 RMSProp 会像对待其他梯度一样缩放它，AdamW 则不会。0 表示关闭。',
  },
  weightDecay: {
    label: '权重衰减',
    help: '每一步之前，权重按学习率乘以此值的比例缩小，与梯度无关：AdamW 用它代替 L2。偏置不受影响。0 表示关闭。',
  },
  l1: {
    label: 'L1',
    help: '在损失上加上此值乘以权重绝对值之和，使不重要的权重趋近于 0。偏置不受影响。0 表示关闭。',
  },
  maxNorm: {
    label: '最大范数',
    help: '每一步之后，把通向每个单元的全部权重缩到总长度（平方和的平方根）不超过此值。通常取 2 到 4；偏置不受影响；0 表示关闭。',
  },
  clipNorm: {
    label: '梯度裁剪',
    help: '每一步之前，把全部梯度（含 L1 和 L2）一起缩到总长度不超过此值，以免个别批次把权重带偏。通常取 1 到 5，0 表示关闭。',
  },
  extraRotation: {
    label: '旋转副本',
    help: '每张训练图像再向左、向右各旋转此角度各看一次，一张变成三张，如书中所做（10）。0 表示关闭。',
  },
  rotation: {
    label: '随机旋转',
    help: '每次使用训练图像时随机旋转一个角度，左右都不超过此值。0 表示关闭。',
  },
  shift: {
    label: '随机平移',
    help: '每次随机移动，不超过宽度和高度的这个比例。通常取 0.1，0 表示关闭。',
  },
  scaling: {
    label: '随机缩放',
    help: '每次随机放大或缩小，不超过这个比例。通常取 0.1，0 表示关闭。',
  },
  shear: {
    label: '随机倾斜',
    help: '每次像斜体那样随机倾斜，左右都不超过此角度。0 表示关闭。',
  },
  elasticStrength: {
    label: '弹性变形',
    help: '像手抖那样弯曲笔画：像素移动的距离约为宽度的这个比例。0.03 较轻微，0 表示关闭。',
  },
  elasticSmoothness: {
    label: '弹性平滑度',
    help: '相邻像素在多大范围内一起移动，以宽度的比例计。太小会撕碎笔画，太大则只是整体平移。',
  },
  noise: {
    label: '随机噪声',
    help: '给每个像素加上随机值，此值为其标准差；1 相当于从黑到白。0 表示关闭。',
  },
  initialiser: {
    label: '初始值',
    help: '第一步之前的权重。全零和全一值得一试，可以看到它们为什么行不通。',
  },
  startSpread: {
    label: '范围',
    help: '均匀分布时为最大的绝对值（正负对称），正态分布时为标准差。截断正态会重新抽取超出 2 倍标准差的值。',
  },
  startBias: {
    label: '偏置初始值',
    help: '第一步之前的全部偏置。略大于 0 可使 ReLU 单元起初都处于激活状态。',
  },
  seed: {
    label: '随机种子',
    help: '随机数的起点。种子、数据和版本都相同，得到的权重就完全相同。',
  },
  inputRange: {
    label: '输入范围',
    help: '黑与白输入网络时变成什么数值。书中让最小值略大于 0，使任何输入都不会失去作用。二值：凡有墨迹的像素都为 1。',
  },
  targets: {
    label: '目标值',
    help: '错误类别和正确类别的输出应当是多少。sigmoid 永远达不到 0 和 1。',
  },
  imageLimit: {
    label: '使用图像数',
    help: '只使用这么多张图像，按类别比例抽取：按文件划分时限制训练图像，重新抽取时限制全部图像。0 表示全部使用。',
  },
  splitSource: {
    label: '划分方式',
    help: '训练、验证和测试图像按文件原有的划分，或按下面的比例从全部图像中重新抽取。',
  },
  validationFraction: {
    label: '验证集比例',
    help: '从训练图像中留出一部分，用来如实评估每一轮次。测试图像留到最后才用。',
  },
  testFraction: {
    label: '测试集比例',
    help: '数据集没有自带测试集时，抽取多少图像用于最后的测试。',
  },
  folds: {
    label: '折数',
    help: '交叉验证：按类别比例把图像分成这么多份，每次运行用其中一份测试，用其余各份训练。文件自带的测试图像不参与。0 表示关闭，否则至少为 2。',
  },
  fold: {
    label: '测试折',
    help: '本次运行用第几份来测试，从 1 开始。每份各运行一次，所有图像都会被测试一次。',
  },
  keepBest: {
    label: '保留最佳轮次',
    help: '以验证准确率最高的轮次作为模型，而不是最后一轮。从不根据测试图像来挑选。',
  },
} satisfies Translated<typeof english.hyperparameters>;

export const groups = {
  network: '网络',
  learning: '学习',
  schedule: '学习率调度',
  regularisation: '正则化',
  augmentation: '数据增强',
  start: '初始状态',
  data: '数据',
} satisfies Translated<typeof english.groups>;

export const choices = {
  network: '网络',
  nearestNeighbours: '最近邻',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  scaledTanh: 'LeCun tanh',
  relu: 'ReLU',
  leakyRelu: 'Leaky ReLU',
  elu: 'ELU',
  gelu: 'GELU',
  softmax: 'Softmax',
  linear: '无（线性）',
  squaredError: '平方误差（和的一半）',
  meanSquaredError: '平方误差（平均）',
  sigmoidCrossEntropy: 'Sigmoid 交叉熵',
  softmaxCrossEntropy: 'Softmax 交叉熵',
  hinge: '合页损失',
  squaredHinge: '平方合页损失',
  binary: '二值，有墨为 1',
  files: '按文件',
  drawn: '重新抽取',
  off: '关闭',
  exact: '开启，精确梯度',
  straightThrough: '开启，误差直接传过',
  gradient: '精确梯度',
  book: '如书中所做',
  sgd: 'SGD',
  momentum: '动量法',
  nesterov: 'Nesterov',
  rmsprop: 'RMSProp',
  adam: 'Adam',
  adamw: 'AdamW',
  constant: '恒定',
  step: '阶梯',
  exponential: '指数',
  inverseTime: '1/t',
  cosine: '余弦',
  oneCycle: '单周期',
  plateau: '遇平台期',
  validationLoss: '验证损失',
  validationAccuracy: '验证准确率',
  xavier: 'Xavier（Glorot）',
  he: 'He',
  fanIn: 'LeCun 正态，1/sqrt(扇入)',
  lecunUniform: 'LeCun 均匀',
  normal: '正态分布',
  truncatedNormal: '截断正态',
  uniform: '均匀分布',
  zeros: '全零',
  ones: '全一',
} satisfies Translated<typeof english.choices>;

export const presetGroups = {
  own: 'Inkling 自带',
  published: '公开发表',
  baselines: '基线',
} satisfies Translated<typeof english.presetGroups>;

export const presets = {
  default: { label: 'Inkling', help: '适合大多数手写数据的起点。' },
  quick: {
    label: '快速',
    help: '一个小型卷积网络，训练 1,500 批：28 x 28 的图像在双核机器上约需十秒。',
  },
  good: {
    label: '良好',
    help: '同样的网络，图像略加弯曲和平移，训练 10,800 批：28 x 28 的图像在双核机器上约需一分钟。',
  },
  best: {
    label: '最佳',
    help: '四个小卷积层加 dropout，图像经过旋转、平移、缩放、倾斜和弯曲：28 x 28 的图像在双核机器上约需一刻钟。适用于 16 x 16 像素及以上的图像；大于 40 x 40 时最好先缩小。',
  },
  book: {
    label: '书中的网络（Rashid）',
    help: '《Python 神经网络编程》：200 个 sigmoid 单元，逐张学习。书中公布的 MNIST 结果：一轮之后 .954。',
  },
  'book-rotations': {
    label: '书中的网络，加旋转副本',
    help: '同一个网络，学习率更小，轮数更多；每张图像用三次：原样，以及向两侧各旋转 10°。书中公布的 MNIST 结果：十轮之后 .9787。',
  },
  'keras-mlp': {
    label: 'Keras 教程',
    help: '128 个 ReLU 单元、softmax、Adam，批大小 32，保留五轮中最好的一轮。',
  },
  'nearest-neighbours': {
    label: '最近邻',
    help: '用作比较的基线，无需训练：由与一张图像最相似的 3 张训练图像投票。MNIST：.97。',
  },
  'linear-svm': {
    label: '线性 SVM',
    help: '用作比较的基线：没有隐藏层，平方合页损失，L2。MNIST：约 .92。',
  },
  'chinese-bp': {
    label: '中文数字',
    help: '256 个 sigmoid 单元，用于 Chinese MNIST，按 7:3 划分，SGD 加 L2。公布的结果：训练图像 .9687，测试图像 .7044。',
  },
  'text-digits': {
    label: '文本数字',
    help: '两层各 16 个 sigmoid 单元，用于《机器学习实战》的 32 x 32 文本位图，逐张学习。公布的结果：1,743 轮后训练图像 .987。',
  },
  'relu-softmax': {
    label: 'ReLU 与 softmax',
    help: '32 个 ReLU 单元，用于 5,000 张二值图像，输出也经过 ReLU，逐张学习。公布的 MNIST 结果：.97。',
  },
  'sklearn-mlp': {
    label: 'scikit-learn',
    help: '100 个 ReLU 单元、softmax、Adam、每批 200 张：MLPClassifier 的默认设置，用于它的 8 x 8 数字。',
  },
  'tf-cnn': {
    label: 'TensorFlow 教程',
    help: '两个 5 x 5 卷积层（32 和 64 个通道），各接最大池化，1024 个 ReLU 单元，dropout 一半，Adam 学习率 .0001，共 10000 批，批大小 50。公布的 MNIST 结果：.992。',
  },
  'lenet-5': {
    label: 'LeNet-5（LeCun）',
    help: '1998 年的卷积网络：池化带有每个通道各自学习的增益和偏置，第三层的每个通道只连接上一层的部分通道。原来的径向基函数输出层在这里换成 softmax。公布的 MNIST 结果：.9905，加入变形图像后为 .992。',
  },
} satisfies Translated<typeof english.presets>;
