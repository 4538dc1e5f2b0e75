package io.backtrail.reconstruct;

import java.util.Locale;
import java.util.Set;

/** The folders whose content the evidence tells without a look into the mailbox: mail that came in, mail that was sent. */
enum StandardFolder {
    INBOX(Set.of(
            "inbox",
            "posteingang",
            "postvak in",
            "boîte de réception",
            "bandeja de entrada",
            "posta in arrivo",
            "caixa de entrada",
            "indbakke",
            "innboks",
            "inkorgen",
            "saapuneet",
            "skrzynka odbiorcza",
            "doručená pošta",
            "beérkezett üzenetek",
            "gelen kutusu",
            "входящие",
            "受信トレイ",
            "收件箱",
            "받은 편지함")),
    SENT(Set.of(
            "sent items",
            "sent",
            "gesendete elemente",
            "verzonden items",
            "éléments envoyés",
            "elementos enviados",
            "posta inviata",
            "itens enviados",
            "sendte elementer",
            "sendt post",
            "skickat",
            "lähetetyt",
            "elementy wysłane",
            "odeslaná pošta",
            "elküldött elemek",
            "gönderilmiş öğeler",
            "отправленные",
            "送信済みアイテム",
            "已发送邮件",
            "보낸 편지함")),
    OTHER(Set.of());

    private final Set<String> names;

    StandardFolder(Set<String> names) {
        this.names = names;
    }

    /** Which of them {@code path} is, as {@code \Inbox}; a folder below one is another. */
    static StandardFolder of(String path) {
        String name = path.replace('\\', '/').replaceAll("^/+|/+$", "").strip().toLowerCase(Locale.ROOT);
        for (StandardFolder folder : values()) {
            if (folder.names.contains(name)) {
                return folder;
            }
        }
        return OTHER;
    }
}
