/** Messages to try. They are data: each stays in its own language, whatever the language of the page. */
import type { Language, Modality } from "../../domain/vocabulary.ts";

export interface Example {
  readonly language: Language | "de";
  readonly modality: Modality;
  readonly text: string;
  /** Touches a sensitive matter: the playground marks it before it is sent. */
  readonly sensitive?: true;
}

export const EXAMPLES: readonly Example[] = [
  { language: "en", modality: "text", text: "I want to book cheap flights to Lisbon in May, two people, carry-on only" },
  { language: "en", modality: "text", text: "which laptop under $900 is good for video editing?" },
  { language: "en", modality: "voice", text: "um so I want to start running like maybe a half marathon in spring which shoes should I get" },
  { language: "en", modality: "image_prompt", text: "a cozy reading corner with a green velvet armchair, plants, warm light, film photo" },
  { language: "en", modality: "text", text: "I was diagnosed with diabetes last week, what can I still eat?", sensitive: true },
  { language: "en", modality: "text", text: "should I tell my parents that I'm gay?", sensitive: true },
  { language: "en", modality: "text", text: "thanks!!" },
  { language: "fr", modality: "text", text: "quel vélo électrique acheter pour aller au travail, moins de 1500 euros ?" },
  { language: "fr", modality: "text", text: "des idées de recettes rapides avec des courgettes pour ce soir" },
  { language: "fr", modality: "image_prompt", text: "un golden retriever déguisé en astronaute, style aquarelle" },
  { language: "fr", modality: "text", text: "je n'arrive plus à payer mon loyer, que faire ?", sensitive: true },
  { language: "es", modality: "text", text: "¿qué consola compro para jugar con mis sobrinos?" },
  { language: "es", modality: "voice", text: "eh quiero pintar yo mismo la sala qué pintura me recomiendas y cuántos litros" },
  { language: "es", modality: "text", text: "¿por quién debería votar en las elecciones del domingo?", sensitive: true },
  { language: "pt", modality: "text", text: "roteiro de 3 dias no Rio com praia e boa comida" },
  { language: "pt", modality: "text", text: "qual celular tem a melhor câmera até 2000 reais?" },
  { language: "pt", modality: "text", text: "acho que estou com depressão, não consigo sair da cama", sensitive: true },
  { language: "de", modality: "text", text: "Welche Schuhe sind gut zum Wandern in den Alpen?" },
];

/** Those of one language; the message in a language that nobody reads here stands in every list. */
export const examplesIn = (language: Language): readonly Example[] => EXAMPLES.filter((one) => one.language === language || one.language === "de");
