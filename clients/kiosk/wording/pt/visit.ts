import type { VisitWords } from '../kiosk-words.ts';

const notWritten = 'Sua senha não mudou.';

export const visit: VisitWords = {
  tools: {
    label: 'Ajustes da tela',
    lowControls: 'Botões mais baixos',
    highContrast: 'Alto contraste',
  },
  step: (current, total) => `Passo ${current} de ${total}`,
  menu: {
    title: 'Serviços administrativos',
    entry: 'Definir de novo a senha de assinatura',
    entryHint:
      'Para quem esqueceu ou bloqueou a senha de “letras maiúsculas e números, de 6 a 16 caracteres”',
    begin: 'Começar',
    needed: 'O que é preciso',
    card: 'Cartão My Number',
    pin: 'Senha de 4 dígitos (autenticação do usuário)',
    reservation: 'Reserva feita pelo celular (nas últimas 24 horas)',
    free: 'Grátis',
    openUntil: (time) => `Aberto agora (${time})`,
    open: 'Aberto agora',
  },
  consent: {
    title: 'O que vai acontecer',
    steps: {
      card: 'Você coloca o cartão no leitor',
      pin: 'Você digita a senha de 4 dígitos',
      match: 'Você compara o código com o do celular',
      password: 'Você digita a nova senha duas vezes',
      take: 'Você retira o cartão',
    },
    minutes: 'Leva cerca de 1 minuto. Se parar no meio, a reserva continua valendo.',
    privacyTitle: 'Com o que você concorda',
    privacy:
      'A senha de 4 dígitos e a nova senha são usadas só neste terminal e no cartão; não são enviadas nem guardadas. O certificado eletrônico e a assinatura dele vão ao serviço para encontrar sua reserva.',
    agree: 'Concordar e continuar',
  },
  placeCard: {
    title: 'Coloque o cartão no leitor',
    text: 'Tire o cartão My Number da capa e coloque-o no leitor. Não o mova até terminar.',
    reading: 'Lendo o cartão',
    readingText: 'Por favor, não o mova.',
    picture: 'Desenho: um cartão sendo colocado no leitor',
  },
  pin: {
    title: 'Digite a senha de 4 dígitos',
    which:
      'Os 4 dígitos que você escolheu ao receber o cartão (autenticação do usuário). Os números não aparecem.',
    checking: 'Conferindo com o cartão',
    wrong: 'A senha de 4 dígitos está errada',
    guardTitle: 'Resta uma tentativa',
    guardText:
      'Mais um erro bloqueia a senha de 4 dígitos, e não será possível continuar neste terminal. Se não tiver certeza, pare aqui e procure a prefeitura.',
    sure: 'Tenho certeza: digitar',
  },
  found: {
    title: 'Sua reserva foi encontrada',
    compareHint: 'Se forem diferentes, toque em “Parar”. Quem está sem celular pode continuar.',
    left: (duration) => `A reserva vence em ${duration}`,
    next: 'Escolher a nova senha',
  },
  password: {
    title: 'Escolha a nova senha de assinatura',
    refused: 'O cartão não a aceitou. Escolha outra senha.',
    done: 'OK',
    careful: 'Cuide para que ninguém veja o que você digita.',
  },
  confirm: {
    title: 'Digite a mesma senha mais uma vez',
    done: 'OK, gravar no cartão',
    differs: (position) => `O caractere ${position} é diferente da primeira vez`,
    differsHelp:
      'Toque em “Mostrar” para ver o que digita. Se não lembrar a primeira, toque em “Escolher de novo”.',
    redo: 'Escolher de novo',
  },
  writing: {
    title: 'Gravando no cartão',
    hold: 'Não retire o cartão',
    steps: { authorise: 'Pedindo permissão', write: 'Gravando no cartão', check: 'Conferindo' },
  },
  done: {
    title: 'A nova senha está definida',
    take: 'Retire o cartão',
    picture: 'Desenho: um cartão sendo retirado',
    alarm: 'O cartão ainda está aqui. Não o esqueça.',
  },
  takeCard: {
    title: 'Retire o cartão',
    text: 'Terminamos aqui. A reserva continua valendo até vencer.',
  },
  putBack: {
    title: 'O cartão saiu do lugar',
    text: `Nada foi gravado ainda. ${notWritten} Este terminal está guardando sua reserva.`,
    next: 'Coloque o mesmo cartão. Você continua a partir da senha de 4 dígitos.',
    anotherTitle: 'Este é outro cartão',
    another: 'O cartão não é o mesmo do começo.',
  },
  settling: {
    title: 'Consultando o cartão',
    torn: 'A conexão com o cartão caiu durante a gravação. Só o cartão sabe se já tem a nova senha.',
    restart: 'O terminal parou durante a última gravação. Vamos perguntar ao cartão se ele tem a nova senha.',
    inUse:
      'A reserva deste cartão está em uso. Vamos perguntar ao cartão se o atendimento anterior terminou.',
    asking: 'Aguarde, por favor.',
    place: 'Coloque o mesmo cartão no leitor. A senha não é necessária.',
    another: 'Este não é o cartão que foi gravado. Coloque o mesmo cartão.',
  },
  notReset: {
    title: 'A senha não mudou',
    happened: 'O cartão informa que a nova senha não foi gravada. A reserva continua valendo.',
    next: 'Toque em “Tentar de novo” para continuar a partir da senha de 4 dígitos.',
  },
  receipt: {
    title: 'Tudo pronto',
    heading: 'Comprovante: nova senha de assinatura',
    when: 'Data e hora',
    where: 'Terminal',
    result: 'Resultado',
    resultText: 'A nova senha foi definida',
    number: 'Número de registro',
    recorded: 'O serviço também já registrou.',
    waiting: 'O serviço vai registrar sozinho quando a rede voltar. Não é preciso repetir.',
    noSecret: 'Este comprovante não traz senha nem nome.',
    print: 'Imprimir o comprovante',
    finish: 'Encerrar',
    cleared: (duration) => `Esta tela some em ${duration}`,
  },
  certificate: {
    valid: 'O certificado de assinatura é válido.',
    expired:
      'Atenção: o certificado de assinatura deste cartão venceu. A senha é nova, mas não serve para assinar. Renove-o na prefeitura.',
    unchecked: 'Não foi possível verificar a validade do certificado de assinatura.',
  },
  outage: {
    title: 'Aguardando conexão',
    text: 'A rede caiu. Nada do que você fez foi perdido. Continuamos assim que ela voltar.',
    service: 'O serviço está ocupado ou parado por um momento. Vamos tentar de novo.',
    wait: (duration) => `Próxima tentativa em ${duration}`,
  },
  idle: {
    title: 'Quer continuar?',
    text: (duration) => `Em ${duration}, o que foi digitado será apagado e a primeira tela voltará.`,
    go: 'Continuar',
  },
  reserveHow: {
    title: 'Como reservar',
    steps: {
      open: 'Abra o Kaijo no celular',
      card: 'Leia o cartão e digite a senha de 4 dígitos',
      face: 'Mostre o rosto; ele é comparado com a foto do cartão',
      come: 'Venha a este terminal em até 24 horas, só com o cartão',
    },
  },
};
