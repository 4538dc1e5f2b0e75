package io.backtrail.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.model.Event;
import io.backtrail.model.Links;
import io.backtrail.model.MailItem;
import io.backtrail.model.Outcome;
import io.backtrail.model.Property;
import io.backtrail.model.Result;
import io.backtrail.model.Target;
import io.backtrail.model.Touched;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxAuditTest {
    private static final String PATH =
            "SRV.PROD.EXAMPLE/Microsoft Exchange Hosted Organizations/north.onmicrosoft.example/";
    private static final String OWNER = "'MailboxOwnerUPN':'Ada@North.example','LogonType':0,";

    @Test
    void readsEveryPartOfANewInboxRule() throws BadRecordException {
        Event event = Records.ual(
                1,
                "New-InboxRule",
                "'UserType':2,'ClientIP':'[2001:db8::7]:28491','ObjectId':'" + PATH
                        + "ada_1234\\\\a\\\\b','ResultStatus':'True','SessionId':'" + Records.SESSION + "',"
                        + "'Parameters':[{'Name':'Name','Value':'a\\\\b'},{'Name':'From','Value':'cfo@north.example'},"
                        + "{'Name':'MoveToFolder','Value':'RSS Feeds'},{'Name':'MarkAsRead','Value':'True'},"
                        + "{'Name':'StopProcessingRules','Value':'False'},{'Name':'MarkAsRead','Value':'True'},{'Name':'Force'}]");

        assertEquals("2001:db8::7", event.client().ip());
        assertEquals(28491, event.client().port());
        assertEquals(new Links(Records.SESSION, "SessionId", null, null, null), event.links());
        assertEquals(new Outcome(Result.SUCCESS, null, "True"), event.outcome());
        assertEquals(new Touched(null, "ada@north.example", "a\\b", null), event.touched());
        assertEquals(7, event.properties().size());
        assertEquals(
                new Property("Parameters", "Force", null, null),
                event.properties().get(6));
        assertEquals(
                "ada@north.example created inbox rule \"a\\b\": when from \"cfo@north.example\":"
                        + " moves to folder \"RSS Feeds\", marks as read, marks as read",
                event.summary());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Parameters':[{'Name':'Mailbox','Value':'Bo@north.example'},{'Name':'Name','Value':'x'}] | bo@north.example | x",
                "'Parameters':[{'Name':'Identity','Value':'bo@north.example\\\\hide'}],'ObjectId':'a/b/bo\\\\hide' | bo@north.example | hide",
                "'Parameters':[{'Name':'Mailbox','Value':'bo'}],'ObjectId':'a/b/bo_77\\\\hide' | bo_77 | hide",
                "'Parameters':[{'Name':'Name','Value':'.'}],'ObjectId':'a/b/ada\\\\17639250888751054849' | ada@north.example | .",
                "'Parameters':'-Name x' | ada@north.example |"
            })
    void findsTheMailboxOfARule(String more, String mailbox, String target) throws BadRecordException {
        Touched touched = Records.ual(1, "Set-InboxRule", more).touched();

        assertEquals(mailbox, touched.mailbox());
        assertEquals(target, touched.target());
    }

    @Test
    void readsARuleThatOutlookMade() throws BadRecordException {
        Event event = Records.ual(
                2,
                "UpdateInboxRules",
                OWNER
                        + "'OperationProperties':[{'Name':'RuleOperation','Value':'AddMailboxRule'},"
                        + "{'Name':'RuleId','Value':'-3052836842734950463'},{'Name':'RuleName','Value':'..'},{'Name':'RuleProvider'},"
                        + "{'Name':'RuleCondition','Value':'{(SubjectContains)}'},{'Name':'RuleActions','Value':"
                        + "'[{\\'ActionType\\':\\'Forward\\',\\'Recipients\\':[\\'eve@evil.example\\']}]'}]");

        assertEquals(new Touched(0, "ada@north.example", "..", null), event.touched());
        assertEquals(
                "ada@north.example created inbox rule \"..\" from Outlook: when \"{(SubjectContains)}\":"
                        + " Forward eve@evil.example",
                event.summary());
        assertTrue(event.properties()
                .contains(new Property("OperationProperties", "RuleId", "-3052836842734950463", null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Set-Mailbox | {'Name':'Identity','Value':'bo@north.example'},{'Name':'ForwardingSmtpAddress','Value':'smtp:eve@evil.example'},{'Name':'DeliverToMailboxAndForward','Value':'False'} | ada@north.example set mailbox bo@north.example to forward all mail to smtp:eve@evil.example, keeping no copy",
                "Set-Mailbox | {'Name':'Identity','Value':'bo@north.example'},{'Name':'ForwardingSmtpAddress','Value':''} | ada@north.example cleared the forwarding of mailbox bo@north.example",
                "Set-Mailbox | {'Name':'Identity','Value':'bo@north.example'},{'Name':'ForwardingAddress','Value':''},{'Name':'ForwardingSmtpAddress','Value':'eve@evil.example'} | ada@north.example set mailbox bo@north.example to forward all mail to eve@evil.example",
                "Set-Mailbox | {'Name':'Identity','Value':'bo@north.example'},{'Name':'AuditEnabled','Value':'False'} | ada@north.example changed mailbox bo@north.example: AuditEnabled=False",
                "Add-MailboxPermission | {'Name':'Identity','Value':'bo@north.example'},{'Name':'User','Value':'eve@north.example'},{'Name':'AccessRights','Value':'FullAccess'} | ada@north.example gave eve@north.example FullAccess on bo@north.example",
                "Remove-MailboxPermission | {'Name':'Identity','Value':'bo@north.example'},{'Name':'User','Value':'eve@north.example'},{'Name':'AccessRights','Value':'FullAccess'} | ada@north.example took FullAccess on bo@north.example from eve@north.example",
                "Add-RecipientPermission | {'Name':'Identity','Value':'bo@north.example'},{'Name':'Trustee','Value':'eve@north.example'},{'Name':'AccessRights','Value':'SendAs'} | ada@north.example gave eve@north.example SendAs on bo@north.example",
                "Set-MailboxAuditBypassAssociation | {'Name':'Identity','Value':'bo@north.example'},{'Name':'AuditBypassEnabled','Value':'True'} | ada@north.example set the audit bypass of bo@north.example: AuditBypassEnabled=True"
            })
    void saysWhatBecameOfAMailbox(String operation, String parameters, String summary) throws BadRecordException {
        Event event = Records.ual(1, operation, "'Parameters':[" + parameters + "],'ObjectId':'" + PATH + "bo'");

        assertEquals(summary, event.summary());
        assertEquals("bo@north.example", event.touched().mailbox());
    }

    @Test
    void namesTheGranteeOfAPermission() throws BadRecordException {
        Event event =
                Records.ual(1, "Add-MailboxPermission", "'Parameters':[{'Name':'User','Value':'eve@north.example'}]");

        assertEquals(List.of(new Target("grantee", "eve@north.example")), event.targets());
    }

    @Test
    void readsBoundMessages() throws BadRecordException {
        Event event = Records.ual(
                50,
                "MailItemsAccessed",
                OWNER
                        + "'ClientIPAddress':'203.0.113.7','ClientInfoString':'Client=OWA;Mozilla/5.0 (X11; Linux);','OperationCount':3,"
                        + "'OperationProperties':[{'Name':'MailAccessType','Value':'Bind'},{'Name':'IsThrottled','Value':'False'}],"
                        + "'Folders':[{'Path':'\\\\Inbox','FolderItems':[{'InternetMessageId':'<1@north.example>','SizeInBytes':1156492.00},"
                        + "{'InternetMessageId':'<1@north.example>','SizeInBytes':'2048'}]},"
                        + "{'Path':'\\\\Sent','FolderItems':[{'Id':'draft'}]}]");

        assertEquals(
                List.of(
                        new MailItem("\\Inbox", "<1@north.example>", null, 1156492L, "bind"),
                        new MailItem("\\Inbox", "<1@north.example>", null, 2048L, "bind"),
                        new MailItem("\\Sent", null, null, null, "bind")),
                event.items());
        assertEquals(Instant.parse("2024-05-06T07:10:09Z"), event.eventEnd());
        assertEquals("Mozilla/5.0 (X11; Linux)", event.client().userAgent());
        assertEquals("Client=OWA;Mozilla/5.0 (X11; Linux);", event.client().clientInfo());
        assertEquals("ada@north.example read 3 messages", event.summary());
    }

    @Test
    void readsASynchronisedFolder() throws BadRecordException {
        Event event = Records.ual(
                2,
                "MailItemsAccessed",
                "'MailboxOwnerUPN':'bo@north.example','LogonType':'Delegate',"
                        + "'OperationProperties':[{'Name':'MailAccessType','Value':'Sync'},{'Name':'IsThrottled','Value':'True'}],"
                        + "'Item':{'Id':'x','ParentFolder':{'Id':'y','Name':'Inbox','Path':'\\\\Inbox'}}");

        assertEquals(List.of(new MailItem("\\Inbox", null, null, null, "sync")), event.items());
        assertNull(event.eventEnd());
        assertEquals(new Touched(2, "bo@north.example", "\\Inbox", null), event.touched());
        assertEquals(
                "ada@north.example synchronised folder \"\\Inbox\" of bo@north.example;"
                        + " logging was throttled from here on",
                event.summary());
    }

    @Test
    void readsASentMessageAndItsRecipients() throws BadRecordException {
        Event event = Records.ual(
                2,
                "Send",
                OWNER
                        + "'recipientList':['Cy@South.example','cy@south.example','[di@south.example, ed@south.example]'],"
                        + "'Item':{'InternetMessageId':'<2@north.example>','Subject':'Re: invoice 7','SizeInBytes':4096,"
                        + "'ParentFolder':{'Path':'\\\\Drafts'}}");

        assertEquals(
                List.of(new MailItem("\\Drafts", "<2@north.example>", "Re: invoice 7", 4096L, "send")), event.items());
        assertEquals(List.of("cy@south.example", "di@south.example", "ed@south.example"), event.recipients());
        assertEquals("Re: invoice 7", event.touched().subject());
        assertEquals(
                "ada@north.example sent \"Re: invoice 7\" to cy@south.example, di@south.example, ed@south.example",
                event.summary());
    }

    @Test
    void readsTheMessageThatADataLossRecordNames() throws BadRecordException {
        Event event = Records.ual(
                13,
                "DlpRuleMatch",
                "'ExchangeMetaData':{'From':'ada@north.example','To':['cy@south.example'],'CC':[],'BCC':['di@south.example'],"
                        + "'MessageID':'<4@north.example>','Subject':'Cards'}");

        assertEquals(List.of(new MailItem(null, "<4@north.example>", "Cards", null, "item")), event.items());
        assertEquals(List.of("cy@south.example", "di@south.example"), event.recipients());
        assertEquals("Cards", event.touched().subject());
    }

    @Test
    void readsDeletedMessages() throws BadRecordException {
        Event event = Records.ual(
                3,
                "HardDelete",
                OWNER + "'Folder':{'Path':'\\\\Deleted Items'},'AffectedItems':["
                        + "{'InternetMessageId':'<3@north.example>','Subject':'Security alert','ParentFolder':{'Path':'\\\\Inbox'}},"
                        + "{'Subject':'Another'}]");

        assertEquals(
                List.of(
                        new MailItem("\\Inbox", "<3@north.example>", "Security alert", null, "item"),
                        new MailItem("\\Deleted Items", null, "Another", null, "item")),
                event.items());
        assertEquals("ada@north.example deleted for good 2 messages (\"Security alert\" and others)", event.summary());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'ClientInfoString':'Client=OWA;Action=ViaProxy' |",
                "'ClientInfoString':'Client=REST;Client=RESTSystem;;' |",
                "'ClientInfoString':'Client=MSExchangeRPC' |",
                "'ClientInfoString':'Client=POP3/IMAP4;Protocol=IMAP4' |",
                "'ClientInfoString':'Client=OutlookService;Outlook-iOS/2.0;' | Outlook-iOS/2.0",
                "'ClientInfoString':'Client=ActiveSync;UserAgent=Apple-iPhone/1.2;Action=/Microsoft-Server' | Apple-iPhone/1.2",
                "'ActorInfoString':'Client=REST;Client=RESTSystem;UserAgent=[NoUserAgent][AppId=x];' |",
                "'ActorInfoString':'Client=OWA;UserAgent=[Mozilla/5.0 (X11; Linux)][AppId=x];','ClientInfoString':'Client=OWA;Action=ViaProxy' | Mozilla/5.0 (X11; Linux)",
                "'UserAgent':'OneDriveMpc/1.0' | OneDriveMpc/1.0",
                "'ExtendedProperties':[{'Name':'additionalDetails','Value':'{\\'User-Agent\\':\\'Edge/9\\'}'}] | Edge/9"
            })
    void findsTheUserAgentWhereverItHides(String more, String agent) throws BadRecordException {
        assertEquals(agent, Records.ual(2, "Create", more).client().userAgent());
    }
}
