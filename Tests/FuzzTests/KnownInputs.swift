import Foundation
import FuzzTargets
import TestSupport
import Testing

/// Inputs that once broke a rule.
@Suite struct KnownInputs {
    struct Known: Sendable, CustomStringConvertible {
        let target: FuzzTarget
        let description: String
        /// The input in base 64, as scripts/fuzz prints it.
        let input: String

        init(_ target: FuzzTarget, _ description: String, _ input: String) {
            self.target = target
            self.description = description
            self.input = input
        }
    }

    private static let known = [
        Known(
            .messages,
            "a further part of an invitation whose headers end irregularly",
            """
            AGUNCkNvbnRlbnQtVHlwZTp0ZXh0L3gtbXNtc2dzaW52aXRlOApNZXNzYWdlLUlEOiB7QUYxQjJDM0QtMDAwMC0xMTExLTIyMjItMzMzMzQ0\
            NDQ1NTU1fQpDaHVua3M6IDIKDUFwcGxpY2F0aW9uLU5hbWU6IEb/TWVzc2FnZS1JRDoge0FGMUIyQzNELTAwMDAtMTExMS0yMjIyLTMzMzM0\
            NDQ0NTU1NX0KQ2h1bms6IAoNAApBcHBsaWNhdGlvbi1GaWxlOiBwCkFwcGxpY2F0aW9uLUZpbGVTaXplOiAK
            """
        ),
        Known(
            .messages,
            "a further part of an invitation that names another type",
            "AE1JTUUtVmVyc2lvbjogMS4wDQpDb250ZW50LVR5cGU6IHRleHQveC1tc21zZ3NpbnZpdGU7IGNoYXJDaHVuazogLTgNCk1lc3NhZ2UtSUQ6IHtBRjFCMkMzRC0wMDAwLTExMTEtMjIyMi0zMzMzNDQ0NDU1NTV9DQpDaHVua3M6IDINCg0KQXBwbGljYXRpb24tTmFtZTogRmlsZSBUcmFuc2Zlcg0KQXBwbGljYXRpb24tR1VJRDogezVEM0UwMkF0ZXh0L3BsYWluMy1CQkJCLTAwQzD/TWVzc2FnZS1JRDoge0FGMUIyQzNELTAwMDAtMTExMS0yMjIyLTMzMzM0NDQ0NTU1NX0NCkNodQAAAAAAAAAAAABPVVQNCkgBAAAAAAAASAEAAAAAAACqqpmZAAAAAAAAAAAAAAAAQllFIE1TTk1TR1I6Ym9iQGV4YW1wbGUuY29tIE1TTlNMUC8xLjANClRvOiA8bXNubXNncjpib2JAZXhhbXBsZS5jb20+DQpGcm9tOiA8bXNubXNncjphbGljZUBleGFtcGxlLmNvbT4NClZpYQ0KQ2FsbC1JRDogezFBMUExQTFBLTFCMUItMUMxQy0xRDFELTFFMUUxRTFFMUUxRX0NCk1heC1Gb3J3YXJkczogMA0KQ29udGVudC1UeXBlOiBhcHBsaWNhdGlvbi94LW1zbm1zZ3Itc2Vzc2lvbmNsbwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAMzM0NDQ0NTU1NX0NCkNodW5rOiAxDQoNCjRGNzk1NjgzfQ0KSW52aXQtdGlvbmFDb21tYW5kOiBJTlZJVEUNCkludml0YXRpb24tQ29va2llOiAzMzI2Nw0KQXBwbGljYXRpb24tRmlsZTogcmVwb3J0LnR4dA0KQXBwbGljYXRpb24tRmlsZVNpemU6IDUNCkNvbm5lY3RpdmluLUZpbGU6IHJlcG9ydC50eHQNCkFwcGxpY2F0aW9uLUZpbGVTaXplOiA1DQpDb25uZWN0aXZpdHk6IE4NCg0K"
        ),
        Known(
            .classifier,
            "a message of which two tokens run together",
            "BxX3zYBe4SxpcFgLMOMGbtFNdOUsfbfTkmdwuzbwobmsjq7IzxIz0nHmDEHpIQ01eZ63QAW2lov+dmQGXq7s2bV3QR1VTqDRrg19"
        ),
        Known(
            .framer,
            "what stands behind the line that proves a rival footing, in the same segment",
            "AF1NU0cgNiBTIDkyCkFDSyAyCkFDSyAyCiAK"
        ),
        Known(
            .messages,
            "an acceptance with a cancellation between command and cookie",
            "/0ludml0YXRpb24tQ29tbWFuZDpBQ0NFUFQKSW52aXRhdGlvbi1Db21tYW5kOiBDQU5DRUwKSW52aXRhdGlvbi1Db29raWU6MzMyNjc="
        ),
        Known(
            .classifier,
            "a line that is no command where a provisional footing predicts one",
            """
            RDplbWFOLW5vaXRhY2lscHBBOiDdUd7TAcCtQqtFd/0MijdP5uebY1dy3/sZPCdzcmjs1KPp2ui01bOBZ/v6G4FRz2PVeg4CCK2fYGaHt8um\
            1OfTFN1jrknoz4QtTf2CqLkhTt3TxiLW3KPQfopWHs1N9r40
            """
        ),
        Known(
            .classifier,
            "a sign-in that is spoilt once the server has answered it",
            """
            R5mLSsucVRMeb7nP4THmd1ZFUiBNU05GVFANCopghyQK5ooqldnzRAEAAAAAAAAAkOw/w8gCN/RJz6UWBCYKzgrdn5suPWab6rq0TamMQCOzU\
            wRMM4xB1gYsJK7+qR78Cf1Dc0gnrY5kMuYcgwkeCTXz/PDRwrTADZKdRn8f9D0UvsmYlopiCJCuK01SM8hgXbe/Di1ujp1m
            """
        ),
        Known(
            .classifier,
            "a message in the middle of a line, with an offer in it on lines of its own",
            """
            B0t02k5sh5lbbUiXZBbAAPtmKMStWDThxt1t4lwf+mMW2BEgmLMmFTKIJMKRLp0W2BEgmLMmFUludml0YXRpb24tQ29tbWFuZDog4cbdbeJcH\
            /pjFtgRIJizJhUeRknFTtqBUGL6FsAA+2YoxK1YNHVX25Ve2XJBTlMgMSCR
            """
        ),
    ]

    @Test(arguments: known)
    func anInputThatBrokeARule(known: Known) throws {
        let input = try #require(Data(base64Encoded: known.input))
        try known.target.run([UInt8](input))
    }
}
