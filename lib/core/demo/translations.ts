import type { Translations } from "../list";

const texts = (name: string, description: string, rhythm: string) => ({
  name,
  description,
  rhythm,
  section: "",
});

/** What the readers of the bookshop read about its lists in their own languages, by the name of the list. */
export const TRANSLATIONS: Record<string, Translations> = {
  "Club news": {
    de: texts("Neues vom Club", "Angebote und Abende für Clubmitglieder", "Jeden Donnerstag"),
    fr: texts("Nouvelles du club", "Offres et soirées pour les membres du club", "Chaque jeudi"),
    es: texts("Noticias del club", "Ofertas y veladas para los socios del club", "Cada jueves"),
    ar: texts("أخبار النادي", "عروض وأمسيات لأعضاء النادي", "كل خميس"),
  },
  "Weekly picks": {
    de: texts("Tipps der Woche", "Fünf Bücher, die uns diese Woche gefielen", "Freitags"),
    fr: texts("Choix de la semaine", "Cinq livres que nous avons aimés cette semaine", "Le vendredi"),
    es: texts("Selección semanal", "Cinco libros que nos gustaron esta semana", "Los viernes"),
    ar: texts("مختارات الأسبوع", "خمسة كتب أعجبتنا هذا الأسبوع", "أيام الجمعة"),
  },
  "New in crime": {
    de: texts("Neue Krimis", "Eine Mail, wenn ein neuer Krimi eintrifft", "Etwa zweimal im Monat"),
    fr: texts("Nouveaux polars", "Un message quand un nouveau polar arrive", "Environ deux fois par mois"),
    es: texts("Novedades policiacas", "Un correo cuando llega una novela policiaca", "Unas dos veces al mes"),
    ar: texts("جديد الروايات البوليسية", "رسالة عند وصول رواية بوليسية جديدة", "نحو مرتين في الشهر"),
  },
  "Events near you": {
    de: texts("Termine in Ihrer Nähe", "Lesungen und Signierstunden in Ihrer Stadt", "Monatlich"),
    fr: texts("Rencontres près de chez vous", "Lectures et dédicaces dans votre ville", "Chaque mois"),
    es: texts("Actos cerca de usted", "Lecturas y firmas en su ciudad", "Cada mes"),
    ar: texts("فعاليات قريبة منك", "قراءات وحفلات توقيع في مدينتك", "كل شهر"),
  },
  "Orders and receipts": {
    de: texts("Bestellungen und Belege", "Bestätigungen, Rechnungen, Lieferungen", "Wenn Sie kaufen"),
    fr: texts("Commandes et reçus", "Confirmations, factures, livraisons", "Quand vous achetez"),
    es: texts("Pedidos y recibos", "Confirmaciones, facturas, entregas", "Cuando compra"),
    ar: texts("الطلبات والإيصالات", "تأكيدات وفواتير وشحنات", "عند الشراء"),
  },
  "Account safety": {
    de: texts("Sicherheit des Kontos", "Neue Anmeldungen und geänderte Passwörter", "Wenn es geschieht"),
    fr: texts("Sécurité du compte", "Nouvelles connexions et mots de passe changés", "Quand cela arrive"),
    es: texts("Seguridad de la cuenta", "Accesos nuevos y cambios de contraseña", "Cuando ocurre"),
    ar: texts("أمان الحساب", "عمليات دخول جديدة وتغيير كلمات المرور", "عند حدوثها"),
  },
};
