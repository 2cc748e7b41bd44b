/** The policy in plain words, in every language that is read. Each says the same; no legal language. */
import type { Language } from "../domain/vocabulary.ts";

/** One language's text. */
export interface PolicyWords {
  readonly title: string;
  readonly parts: readonly { readonly heading: string; readonly text: string }[];
}

interface Lifetime {
  readonly halfLife: number;
  readonly goneAfter: number;
}

/** The numbers that the text names; days, topics, people. */
export interface PolicyWordNumbers {
  readonly chat: Lifetime;
  readonly intents: Lifetime;
  readonly signals: Lifetime;
  readonly topicsPerPerson: number;
  readonly crowd: number;
  readonly platformRecovery: number;
}

/** @param regions how many countries and territories are protected */
export const policyWords = (n: PolicyWordNumbers, regions: number): Readonly<Record<Language, PolicyWords>> => ({
  en: en(n, regions),
  fr: fr(n, regions),
  es: es(n, regions),
  pt: pt(n, regions),
});

const en = (n: PolicyWordNumbers, regions: number): PolicyWords => ({
  title: "What happens to your messages here",
  parts: [
    {
      heading: "What is done",
      text: "A small program at the edge of the network reads your message once, notes what it is about in a few words from a fixed list (such as “Travel”), and forgets the message. The notes help to choose adverts, posts and groups for you.",
    },
    {
      heading: "Where it is not done",
      text: `In ${regions} countries and territories (the EU and EEA with their territories, the United Kingdom and its family, Switzerland, South Korea) messages pass through unread. The same holds wherever your country is not known.`,
    },
    { heading: "Who is not read", text: "Children, and everybody whose age is not known." },
    {
      heading: "How you can say no",
      text: "By switching personalisation off or pausing it, or with a signal of your browser or app: Global Privacy Control, GPP, TCF, US Privacy, COPPA. A signal that cannot be understood counts as a no. A no holds for that request at once.",
    },
    {
      heading: "What never counts",
      text: "Messages about health, sexuality, religion, politics, origin, money troubles, crime, violence, grief, addiction, weapons or children. They leave no trace, not even the mark that there was one.",
    },
    {
      heading: "What is kept, and for how long",
      text: `At most ${n.topicsPerPerson} interests, each with the times of its first and last message. They fade: half is gone after ${n.chat.halfLife} days, all after ${n.chat.goneAfter} days without a new message. What you wanted to do fades by half in ${n.intents.halfLife} days and is gone after ${n.intents.goneAfter}; likes and purchases by half in ${n.signals.halfLife} days, gone after ${n.signals.goneAfter}. Your words are never kept.`,
    },
    {
      heading: "What you can do",
      text: `See every interest and where it came from, correct it, block it, take all of it away, or erase it. Erasing works at once; the database provider's own recovery copies live on for up to ${n.platformRecovery} days and are not read.`,
    },
    { heading: "What others see", text: `Public counts never speak of fewer than ${n.crowd} people.` },
  ],
});

const fr = (n: PolicyWordNumbers, regions: number): PolicyWords => ({
  title: "Ce que deviennent vos messages ici",
  parts: [
    {
      heading: "Ce qui est fait",
      text: "Un petit programme en bordure du réseau lit votre message une fois, note de quoi il parle en quelques mots d’une liste fixe (par exemple « Voyages ») et oublie le message. Ces notes aident à choisir pour vous des publicités, des publications et des groupes.",
    },
    {
      heading: "Là où ce n’est pas fait",
      text: `Dans ${regions} pays et territoires (l’UE et l’EEE avec leurs territoires, le Royaume-Uni et les siens, la Suisse, la Corée du Sud), les messages passent sans être lus. Il en va de même partout où votre pays n’est pas connu.`,
    },
    { heading: "Qui n’est pas lu", text: "Les enfants, et toute personne dont l’âge n’est pas connu." },
    {
      heading: "Comment dire non",
      text: "En désactivant la personnalisation ou en la mettant en pause, ou par un signal de votre navigateur ou de votre application : Global Privacy Control, GPP, TCF, US Privacy, COPPA. Un signal incompréhensible compte comme un non. Un non vaut aussitôt pour la requête.",
    },
    {
      heading: "Ce qui ne compte jamais",
      text: "Les messages sur la santé, la sexualité, la religion, la politique, les origines, les soucis d’argent, la justice, la violence, le deuil, les addictions, les armes ou les enfants. Ils ne laissent aucune trace, pas même la marque qu’il y en a eu un.",
    },
    {
      heading: "Ce qui est gardé, et combien de temps",
      text: `Au plus ${n.topicsPerPerson} centres d’intérêt, chacun avec les dates du premier et du dernier message. Ils s’effacent : la moitié en ${n.chat.halfLife} jours, tout après ${n.chat.goneAfter} jours sans nouveau message. Ce que vous vouliez faire s’efface de moitié en ${n.intents.halfLife} jours et disparaît après ${n.intents.goneAfter} ; les mentions « j’aime » et les achats de moitié en ${n.signals.halfLife} jours, et disparaissent après ${n.signals.goneAfter}. Vos mots ne sont jamais gardés.`,
    },
    {
      heading: "Ce que vous pouvez faire",
      text: `Voir chaque centre d’intérêt et son origine, le corriger, le bloquer, tout emporter ou tout effacer. L’effacement est immédiat ; les copies de secours de l’hébergeur de la base subsistent jusqu’à ${n.platformRecovery} jours et ne sont pas lues.`,
    },
    { heading: "Ce que voient les autres", text: `Les chiffres publics ne portent jamais sur moins de ${n.crowd} personnes.` },
  ],
});

const es = (n: PolicyWordNumbers, regions: number): PolicyWords => ({
  title: "Qué pasa aquí con tus mensajes",
  parts: [
    {
      heading: "Qué se hace",
      text: "Un pequeño programa en el borde de la red lee tu mensaje una vez, anota de qué trata con unas pocas palabras de una lista fija (por ejemplo, «Viajes») y olvida el mensaje. Esas notas ayudan a elegir anuncios, publicaciones y grupos para ti.",
    },
    {
      heading: "Dónde no se hace",
      text: `En ${regions} países y territorios (la UE y el EEE con sus territorios, el Reino Unido y los suyos, Suiza, Corea del Sur) los mensajes pasan sin ser leídos. Lo mismo vale donde no se conoce tu país.`,
    },
    { heading: "A quién no se lee", text: "A los menores, ni a nadie cuya edad no se conozca." },
    {
      heading: "Cómo decir que no",
      text: "Desactivando la personalización o poniéndola en pausa, o con una señal de tu navegador o aplicación: Global Privacy Control, GPP, TCF, US Privacy, COPPA. Una señal que no se entiende cuenta como un no. El no vale al instante para esa petición.",
    },
    {
      heading: "Qué no cuenta nunca",
      text: "Los mensajes sobre salud, sexualidad, religión, política, origen, apuros de dinero, delitos, violencia, duelo, adicciones, armas o menores. No dejan rastro, ni siquiera la marca de que hubo uno.",
    },
    {
      heading: "Qué se guarda y cuánto tiempo",
      text: `Como mucho ${n.topicsPerPerson} intereses, cada uno con la fecha del primer y del último mensaje. Se desvanecen: la mitad en ${n.chat.halfLife} días, todo tras ${n.chat.goneAfter} días sin un mensaje nuevo. Lo que querías hacer se reduce a la mitad en ${n.intents.halfLife} días y desaparece a los ${n.intents.goneAfter}; los «me gusta» y las compras, a la mitad en ${n.signals.halfLife} días, y desaparecen a los ${n.signals.goneAfter}. Tus palabras no se guardan nunca.`,
    },
    {
      heading: "Qué puedes hacer",
      text: `Ver cada interés y de dónde vino, corregirlo, bloquearlo, llevártelo todo o borrarlo. El borrado es inmediato; las copias de recuperación del proveedor de la base de datos duran hasta ${n.platformRecovery} días y no se leen.`,
    },
    { heading: "Qué ven los demás", text: `Las cifras públicas nunca hablan de menos de ${n.crowd} personas.` },
  ],
});

const pt = (n: PolicyWordNumbers, regions: number): PolicyWords => ({
  title: "O que acontece aqui com as suas mensagens",
  parts: [
    {
      heading: "O que é feito",
      text: "Um pequeno programa na borda da rede lê a sua mensagem uma vez, anota do que ela trata com poucas palavras de uma lista fixa (por exemplo, “Viagens”) e esquece a mensagem. Essas notas ajudam a escolher anúncios, publicações e grupos para você.",
    },
    {
      heading: "Onde não é feito",
      text: `Em ${regions} países e territórios (a UE e o EEE com os seus territórios, o Reino Unido e os seus, a Suíça, a Coreia do Sul) as mensagens passam sem ser lidas. O mesmo vale onde o seu país não é conhecido.`,
    },
    { heading: "Quem não é lido", text: "Menores, e todas as pessoas cuja idade não é conhecida." },
    {
      heading: "Como dizer não",
      text: "Desligando a personalização ou colocando-a em pausa, ou com um sinal do seu navegador ou aplicativo: Global Privacy Control, GPP, TCF, US Privacy, COPPA. Um sinal que não se entende conta como um não. O não vale na hora para aquele pedido.",
    },
    {
      heading: "O que nunca conta",
      text: "Mensagens sobre saúde, sexualidade, religião, política, origem, aperto de dinheiro, crimes, violência, luto, vícios, armas ou menores. Não deixam rastro, nem mesmo a marca de que houve uma.",
    },
    {
      heading: "O que é guardado, e por quanto tempo",
      text: `No máximo ${n.topicsPerPerson} interesses, cada um com a data da primeira e da última mensagem. Eles se apagam: metade em ${n.chat.halfLife} dias, tudo depois de ${n.chat.goneAfter} dias sem mensagem nova. O que você queria fazer cai à metade em ${n.intents.halfLife} dias e some depois de ${n.intents.goneAfter}; curtidas e compras caem à metade em ${n.signals.halfLife} dias e somem depois de ${n.signals.goneAfter}. As suas palavras nunca são guardadas.`,
    },
    {
      heading: "O que você pode fazer",
      text: `Ver cada interesse e de onde veio, corrigir, bloquear, levar tudo ou apagar. Apagar vale na hora; as cópias de recuperação do provedor do banco de dados duram até ${n.platformRecovery} dias e não são lidas.`,
    },
    { heading: "O que os outros veem", text: `Os números públicos nunca falam de menos de ${n.crowd} pessoas.` },
  ],
});
