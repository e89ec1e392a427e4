/// The HTTP gateway.
extension Examples {
    /// HTTP gateway: opening request.
    public static let e46 = joined([
        "POST http://gateway.messenger.hotmail.com/gateway/gateway.dll?Action=open&Server=NS&IP=messenger.hot",
        "mail.com HTTP/1.1\r\n",
        "Accept: */*\r\n",
        "Accept-Language: en-us\r\n",
        "User-Agent: MSMSGS\r\n",
        "Host: gateway.messenger.hotmail.com\r\n",
        "Proxy-Connection: Keep-Alive\r\n",
        "Connection: Keep-Alive\r\n",
        "Pragma: no-cache\r\n",
        "Content-Type: application/x-msn-messenger\r\n",
        "Content-Length: 26\r\n",
        "\r\n",
        "VER 1 MSNP12 MSNP11 CVR0\r\n",
    ])

    /// HTTP gateway: answer.
    public static let e47 = joined([
        "HTTP/1.1 200 OK\r\n",
        "Content-Type: application/x-msn-messenger\r\n",
        "X-MSN-Messenger: SessionID=1234567890.1234; GW-IP=192.0.2.30\r\n",
        "Content-Length: 14\r\n",
        "\r\n",
        "VER 1 MSNP12\r\n",
    ])

    /// HTTP gateway: MSNFTP INVITE inside a request body.
    public static let e48 = joined([
        "POST http://192.0.2.30/gateway/gateway.dll?SessionID=1234567890.1234 HTTP/1.1\r\n",
        "Host: 192.0.2.30\r\n",
        "Content-Type: text/xml; charset=utf-8\r\n",
        "Content-Length: 303\r\n",
        "\r\n",
        "MSG 6 S 290\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n",
        "\r\n",
        "Application-Name: File Transfer\r\n",
        "Application-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}\r\n",
        "Invitation-Command: INVITE\r\n",
        "Invitation-Cookie: 33267\r\n",
        "Application-File: report.txt\r\n",
        "Application-FileSize: 5\r\n",
        "Connectivity: N\r\n",
        "\r\n",
    ])

    /// HTTP gateway: poll.
    public static let e49 = joined([
        "POST http://192.0.2.30/gateway/gateway.dll?Action=poll&SessionID=1234567890.1234 HTTP/1.1\r\n",
        "Host: 192.0.2.30\r\n",
        "Content-Type: application/x-msn-messenger\r\n",
        "Content-Length: 0\r\n",
        "\r\n",
    ])
}
