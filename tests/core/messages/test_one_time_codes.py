"""The one-time code in a text: what a person would type, or nothing."""

# ruff: noqa: E501 - a text has no lines

import pytest

from catapult_simulator.core.messages.one_time_codes import one_time_code

# Each as services word them, with the numbers that stand beside codes in real texts.
TEXTS = [
    ("G-482913 is your Google verification code.", "482913"),
    ("Your Uber code is 4821. Never share this code. Reply STOP ALL to +1 415-800-2322", "4821"),
    ("<#> Your WhatsApp code: 048-291\nDon't share it.\nFA+9qCX9VSu", "048291"),
    ("Use 713904 as your login code for order #55012 (total $129.99).", "713904"),
    ("Order 1048213: your PIN for the locker is 7741. Collect by 10/12/2024 before 18:30.", "7741"),
    (
        "Chase: 2024 prices apply. Your one-time passcode is 90211374. Call 1-800-935-9935",
        "90211374",
    ),
    ("Acme: account ending in 4417. Security code 550187, valid for 10 minutes.", "550187"),
    ("123 456 is your Instagram code. Don't share it.", "123456"),
    ("Your code is 2024", "2024"),
    ("(c) 2023 Club 54. Enter 009 123 to verify your phone at 14:05.", "009123"),
    ("PayPal: Thanks for confirming your phone number. Your security code is: 305112.", "305112"),
    ("Verification code:\n\n604733\n\nIt expires at 12:45 PM on May 3, 2025.", "604733"),
    ("$1,250.00 will be paid to ACME LLC. OTP is 662190. Txn at 13:22 on 12-05-2024.", "662190"),
    ("@club.example #220417", "220417"),
    ("Your club.example code is 118822.\n\n@club.example #118822", "118822"),
    ("482913", "482913"),
    ("Ihr Bestätigungscode lautet 739104. Gültig bis 31.12.2025, 23:59 Uhr.", "739104"),
    ("mTAN 448812 für Überweisung von 1.250,00 EUR an DE44 5001 0517 5407 3249 31", "448812"),
    ("Bestellung 20481233: Ihre PIN für die Packstation 145 ist 8842. Preis: 24,90 €", "8842"),
    ("Votre code de vérification est 501 774. Il expire dans 15 minutes. Commande 88123", "501774"),
    (
        "Mot de passe à usage unique : 31907755 (valable 5 min, 14h30). Tél. 01 42 68 53 00",
        "31907755",
    ),
    ("Tu código de verificación es 665 201. Pedido 44012 por 59,99 €.", "665201"),
    ("Il tuo codice di accesso è 90817. Ordine n. 2023-5512, consegna il 03/04/2025", "90817"),
    ("Seu código de segurança é 775310. Não compartilhe. Compra de R$ 1.299,90", "775310"),
    ("Je verificatiecode is 330912. Deel deze code met niemand. Bestelling 7730012", "330912"),
    ("Twój kod weryfikacyjny to 218 834. Zamówienie 550123, kwota 49,99 zł.", "218834"),
    ("Din engångskod är 90 44 12. Koden gäller i 10 min.", "904412"),
    ("Ваш код: 551-204. Заказ 771203 на сумму 1500 руб.", "551204"),
    ("【微信】验证码661903，10分钟内有效。订单号20240517。", "661903"),
    ("認証コードは「４８２９１３」です。有効期限は10分です。", "482913"),
    ("[카카오] 인증번호 [772014]를 입력하세요. (5분)", "772014"),
    ("رمز التحقق الخاص بك هو ٤٨٢٩١٣ صالح لمدة 10 دقائق", "482913"),
    ("आपका ओटीपी 903312 है। राशि ₹1,499.00", "903312"),
    ("Giriş kodunuz: 445210. 2025 yılına kadar geçerli kampanya!", "445210"),
    (
        "BofA: DO NOT share this Sign In code. We will NEVER call you or text you for it. Code 710024. Reply HELP if you didn't request it.",
        "710024",
    ),
    (
        "Wells Fargo will never call or text you for this code. Enter 992817 at sign-on. Questions? 1-866-863-6762",
        "992817",
    ),
    ("DoorDash: Your order from Burger 21 (#A1B2) arrives at 7:15 PM. Delivery PIN: 4410", "4410"),
    (
        "Dear customer, 540199 is the OTP for your transaction of INR 2,499.00 at AMAZON on card XX4417. Valid for 5 mins. -HDFC",
        "540199",
    ),
    (
        "Postbank: mobileTAN 119084 Ueberweisung 2.000,00 EUR Konto 0532013000 16.05.2024 14:03:22",
        "119084",
    ),
    ("Code Doctolib : 402188. RDV le 12/06/2025 à 09h15, 24 rue de Rivoli 75004 Paris", "402188"),
    (
        "BBVA: clave 09912834 para confirmar tu compra de 120,50 EUR en ZARA el 03-05 a las 17:22.",
        "09912834",
    ),
    ("Sberbank. Пароль: 90214. Никому не сообщайте. Перевод 15000р карта 4276", "90214"),
    ("Kode OTP Gojek Anda: 5519. JANGAN berikan kepada siapa pun.", "5519"),
    ("Mã OTP của quý khách là 772013. Giao dịch 500.000 VND lúc 10:22", "772013"),
    ("您的校验码是 409 218,请于5分钟内填写。如非本人操作请致电 95555", "409218"),
    ("【Apple】Apple ID 代码为：558190。请勿与他人共享。", "558190"),
    (
        "Hi Anna, your appointment on Tue 14 May 2024 at 1430 is confirmed. Check-in code 8890",
        "8890",
    ),
    ("Vahvistuskoodi: 118 209", "118209"),
    ("Der Code lautet 771 209. Betrag: 120 000 EUR", "771209"),
    ("Your code is 482913. $50 credit is waiting.", "482913"),
]
NONE = [
    "$50 off, code SAVE. Order 2201 $ 30 only.",
    "Your order 1048213 has shipped. Total $129.99, arrives 10/12/2024 before 18:30.",
    "Call us at +1 919-555-1212 or (800) 555-0199, open 9:00-17:30.",
    "Use promo code 20245 to save $20 until 2025.",
    "Deliver to ZIP code 27601. Reference 88341270.",
    "Your code expires in 10 minutes. Order 482913 is on its way.",
    "Your code is valid until 2025.",
    "Happy New Year 2025! Reply YES to join, STOP to leave.",
    "Meet at 1200 Main Street, suite 4100.",
    "Votre commande 20481233 est prête. Montant : 24,90 €.",
    "Read https://club.example/code/482913 before you log in.",
    "Your code is ABCDEF.",
    "Verify your card ending in 4417 by calling 18005551212.",
    "Password changed on 2024-05-17. If this was not you, call 0800 123 4567.",
    "Welcome to the Club! Reply YES within 30 minutes. Msg&data rates may apply. 4 msgs/mo.",
    "Invoice 20245512 of 12 March 2024 is due. Pay $4500 to account 12345678.",
    "Flight BA2490 departs 18:45 gate 2104, boarding group 4",
    "Thanks for shopping at Store 4410! You have 1250 points.",
    "Dein Paket 00340434161094042557 kommt heute zwischen 14:00 und 16:00",
    "Password reset requested for account 10442918. If not you call 18005551212",
    "PIN changed. Ref 55120934",
    "Your login from 10.22.33.44 at 17:05 on 2024-05-17. Not you? club.example/secure",
    "Alerta: compra por $ 45.000 con tarjeta 4417 el 17/05/2024 12:33. Si no fue usted llame al 6013078888",
    "",
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), TEXTS)
def test_a_code_is_found_among_other_numbers(text: str, code: str) -> None:
    assert one_time_code(text) == code


@pytest.mark.parametrize("text", NONE)
def test_other_numbers_are_no_code(text: str) -> None:
    assert one_time_code(text) is None


@pytest.mark.parametrize(
    "part", ["1234 ", "12 code ", "a", "a.b-", "1-", "(", "+1 ", "https://", "$1,2"]
)
def test_a_long_text_is_read_up_to_what_a_phone_shows(part: str) -> None:
    """A pattern that goes back and forth would take minutes."""
    text = part * (100_000 // len(part))

    assert one_time_code(f"Your code is 482913.\n{text}") == "482913"
    assert one_time_code(f"{'x' * 5000} your code is 482913") is None
