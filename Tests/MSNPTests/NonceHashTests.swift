import MSNP
import TestSupport
import Testing

/// The hash of a nonce is the beginning of the SHA-1 of its sixteen bytes.
@Suite struct NonceHashTests {
    private static let vectors: [Row<(nonce: UInt128, hash: UInt128)>] = [
        Row(
            "one of an example",
            (0x01020304_0506_0708_090A_0B0C0D0E0F10, 0x98544698_1FD5_D122_C37B_F3A593A585B3)
        ),
        Row("zeros", (0, 0x7CF229E1_0351_5CBC_C44B_CDF0A15E160D)),
        Row("ones", (.max, 0xD4E9E052_6CF4_CA97_5BCB_0708D1863369)),
        Row(
            "another hash",
            (0x2B95F56D_9CA0_9A64_82CE_ADC1F3C55845, 0x5E91B69C_9355_E831_6E33_485CA00E3E48)
        ),
    ]

    @Test(arguments: vectors)
    func isTheBeginningOfTheSHA1(row: Row<(nonce: UInt128, hash: UInt128)>) {
        #expect(GUID(row.value.nonce).hashed == GUID(row.value.hash))
    }
}
