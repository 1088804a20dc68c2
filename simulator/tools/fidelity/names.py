"""The names that each source has: properties, fields, codes and details of errors, parameters.

A view gives its evidence to all of its fields. So that a field which the API does not have cannot
pass as *documented*, each name of the ledger must stand in the list of a source that its evidence
cites. A list has what stands on the page, in its tables and samples (Bandwidth/ap-docs at the
commit of `settled.DOCUMENTATION`), in the recording, or in what the client needs; add to it with
the source beside you. Parameters of queries have lists of their own, and so do assumptions whose
text does not say the name.
"""

_APPLICATION = (
    "id name incomingCallUrl incomingCallUrlCallbackTimeout incomingCallFallbackUrl "
    "incomingMessageUrl incomingMessageUrlCallbackTimeout incomingMessageFallbackUrl "
    "callbackHttpMethod autoAnswer"
)
# `size` stands in the page's table too, but it describes the parameter, and no sample has it.
_MESSAGE = (
    "id from to direction text media state time callbackUrl callbackTimeout fallbackUrl tag "
    "receiptRequested deliveryState deliveryCode deliveryDescription segmentCount"
)
_NUMBER = (
    "id name number nationalNumber city state applicationId application fallbackNumber price "
    "createdTime numberState"
)
_LOCAL = "city state zip areaCode localNumber inLocalCallingArea quantity pattern"
_CALLBACK = (
    "eventType direction from to messageId messageUri text applicationId time state "
    "deliveryState deliveryCode deliveryDescription segmentCount"
)
_CALLBACK_ERROR = "callbackUrl callbackMethod callbackEvent"
_SMS_NAMES = "incomingSmsUrl incomingSmsUrlCallbackTimeout incomingSmsFallbackUrl"
_CODES = (  # of errors.md, as far as they are about what is simulated
    "application-access-denied application-not-found callback-invalid-url callback-url-invalid "
    "cnam-error cnam-not-found duplicate-application duplicate-message duplicate-number "
    "duplicate-user-error gateway-unavailable insufficient-available-balance internal-error "
    "invalid-available-number-search invalid-available-number-search-order invalid-cnam-search "
    "invalid-destination-number invalid-rate-center invalid-zip-code media-invalid-content-lenght "
    "media-invalid-url media-not-found media-not-supported media-size-overflow media-unavailable "
    "message-delay-limit message-delivery-failed message-from-toll-free "
    "message-gateway-unavailable message-illegal-state message-not-found message-rate-limit "
    "message-update-conflict multi-message-limit no-allocated-number number-access-denied "
    "number-allocator-timeout number-allocator-unavailable number-not-found "
    "order-number-quantity-unavailable pre-pay-balance-not-found pre-pay-transaction-error "
    "resource-not-found restricted-number too-many-requests user-access-denied "
    "user-error-not-found user-not-found validation-error"
)
NAMES = {
    source: frozenset(names.split())
    for source, names in {
        "apiCallbacks/mms.md": f"{_CALLBACK} media",
        "apiCallbacks/sms.md": _CALLBACK,
        "errors.md": _CODES,
        "faq messaging/tollFreeSMS.md": "",
        "methods/account/getAccount.md": "balance accountType",
        "methods/account/getAccountTransactions.md": (
            "id time amount type units productType number resourceId"
        ),
        "methods/applications/deleteApplicationsApplicationId.md": "",
        "methods/applications/getApplications.md": _APPLICATION,
        "methods/applications/getApplicationsApplicationId.md": _APPLICATION,
        "methods/applications/postApplications.md": _APPLICATION.removeprefix("id "),
        "methods/applications/postApplicationsApplicationId.md": _APPLICATION.removeprefix("id "),
        "methods/availableNumbers/getAvailableNumbersLocal.md": (
            "number nationalNumber patternMatch city lata rateCenter state price"
        ),
        "methods/availableNumbers/getAvailableNumbersTollFree.md": (
            "number nationalNumber patternMatch price"
        ),
        "methods/availableNumbers/postAvailableNumbersLocal.md": (
            "number nationalNumber price location"
        ),
        "methods/availableNumbers/postAvailableNumbersTollFree.md": (
            "number nationalNumber price location"
        ),
        "methods/errors/getErrors.md": (
            "id time category code message details name value no-callback-for-call "
            "no-application-for-number"
        ),
        "methods/errors/getErrorsErrorId.md": "id time category code message details name value",
        "methods/media/deleteMediaMediaName.md": "",
        "methods/media/getMedia.md": "mediaName contentLength content",
        "methods/media/getMediaMediaName.md": "",
        "methods/media/putMediaMediaName.md": "",
        "methods/messages/getMessages.md": (f"{_MESSAGE} messageId"),
        "methods/messages/getMessagesMessageId.md": f"{_MESSAGE} skipMMSCarrierValidation",
        "methods/messages/postMessages.md": (
            "from to text media receiptRequested callbackUrl callbackHttpMethod callbackTimeout "
            "fallbackUrl tag result location error category code message details"
        ),
        "methods/messages/redactMessageText.md": "text",
        "methods/numberInfo/getNumberInfo.md": "name number created updated",
        "methods/phoneNumbers/deletePhoneNumbersNumberId.md": "",
        "methods/phoneNumbers/getPhoneNumbers.md": _NUMBER,
        "methods/phoneNumbers/getPhoneNumbersNumberId.md": _NUMBER,
        "methods/phoneNumbers/postImportPhoneNumber.md": (
            "number name applicationId provider providerName properties accountId userName password"
        ),
        "methods/phoneNumbers/postPhoneNumbers.md": "number name applicationId fallbackNumber",
        "methods/phoneNumbers/postPhoneNumbersNumberId.md": "name applicationId fallbackNumber",
        "rateLimits/messageRateLimits.md": (
            "message-delay-limit message-rate-limit message-rate-limit-overall "
            "message-rate-limit-per-tn multi-message-limit"
        ),
        "rateLimits/resourceRateLimits.md": (
            "rate-limit-reached category code details name value rateLimitResetTime requestMethod "
            "remoteAddress requestPath"
        ),
        "SDK run logs 2015": (
            "category code message details name value requestMethod remoteAddress requestPath "
            "number userId messageId propertyName objectPath url access-denied blank-property "
            "internal-error invalid-cnam-search media-invalid-url message-not-found "
            "missing-property number-access-denied resource-not-found restrict-message-type "
            "restricted-number unrecognized-property validation-error"
        ),
        "recorded exchanges 2015-09": (
            "category code message details name value requestMethod remoteAddress requestPath "
            "number userId messageId result location error direction from id state text media "
            "time to skipMMSCarrierValidation receiptRequested deliveryState deliveryCode "
            "deliveryDescription access-denied message-not-found missing-property "
            "number-access-denied validation-error"
        ),
        "recorded errors 2014-08": (
            f"callId {_CALLBACK_ERROR} callbackTimeout callback-server-timeout callback-io-error"
        ),
        "recorded errors 2017-02": (
            f"callId messageId callbackStatusCode totalDuration responseDuration requestDuration "
            f"{_CALLBACK_ERROR} callback-http-failure-status"
        ),
        # The comment has the sentence only; its code is the assumption that the evidence cites.
        "status and code: assumption B6": "validation-error",
        "recorded callbacks 2018": _CALLBACK.removesuffix(" segmentCount"),
        "samples of 2017-01": (
            "id name incomingCallUrl incomingMessageUrl incomingSmsUrl callbackHttpMethod "
            "autoAnswer skipMMSCarrierValidation"
        ),
        "sample of 2017-05": (
            "direction from id messageId state text media time to skipMMSCarrierValidation"
        ),
        "Python 1.x fails on a fourth key": "id name value",
        "Java, PHP, Python 1.x and Node 1.x write no other names": _SMS_NAMES,
        "Java, PHP, Python 1.x and Node 1.x read only the earlier names": _SMS_NAMES,
    }.items()
}
PARAMETERS = {
    source: frozenset(names.split())
    for source, names in {
        "methods/account/getAccountTransactions.md": (
            "maxItems fromDate toDate type page size number"
        ),
        "methods/applications/getApplications.md": "page size",
        "methods/availableNumbers/getAvailableNumbersLocal.md": _LOCAL,
        "methods/availableNumbers/getAvailableNumbersTollFree.md": "quantity pattern",
        "methods/availableNumbers/postAvailableNumbersLocal.md": _LOCAL,
        "methods/availableNumbers/postAvailableNumbersTollFree.md": "quantity",
        "methods/errors/getErrors.md": "page size",
        "methods/messages/getMessages.md": (
            "from to direction state deliveryState fromDateTime toDateTime size sortOrder sortKeyLT"
        ),
        "methods/phoneNumbers/getPhoneNumbers.md": (
            "page size applicationId state name city numberState"
        ),
        "Java sends them": "page size",
        "Java, PHP and Ruby count pages": "page",
    }.items()
}
# Of assumptions whose text stands for several names, or for details of an error.
ASSUMED = {
    identity: frozenset(names.split())
    for identity, names in {
        "A5": "validation-error",
        "A21": "applicationId number mediaName userErrorId messageId",
        "A23": "validation-error",
        "A29": "validation-error simulator-busy media-unavailable",
        "A30": "simulator-limit",
        "B12": (
            "id messageId direction state time deliveryState deliveryCode deliveryDescription "
            "segmentCount skipMMSCarrierValidation application nationalNumber createdTime city "
            "price numberState"
        ),
        "C10": "applicationId number messageId",
    }.items()
}
# Further pages that are cited, for a behaviour and for no name.
OTHER_PAGES = (
    "apiCallbacks/get-mms.md",
    "apiCallbacks/get-sms.md",
    "callbackSecurity.html",
    "faq applications/retries.md",
    "faq messaging/bodyEncoding.md",
    "faq messaging/longSMS.md",
    "faq messaging/mediaType.md",
    "howto/importDashboard.html",
    "howto/smsDLR.html",
    "rateLimits/futureChanges.md",
)
