/// The commands of MSNP2 to MSNP21, by the three letters that begin a line.
///
/// The raw value is those letters as one number, so that a line is recognised with one comparison tree and no `String`.
enum CommandName: UInt32, CaseIterable, Sendable {
    case ack = 0x41_43_4B
    case adc = 0x41_44_43
    case add = 0x41_44_44
    case adg = 0x41_44_47
    case adl = 0x41_44_4C
    case ans = 0x41_4E_53
    case blp = 0x42_4C_50
    case bpr = 0x42_50_52
    case bye = 0x42_59_45
    case cal = 0x43_41_4C
    case chg = 0x43_48_47
    case chl = 0x43_48_4C
    case cvr = 0x43_56_52
    case del = 0x44_45_4C
    case fln = 0x46_4C_4E
    case fqy = 0x46_51_59
    case fsl = 0x46_53_4C
    case gcf = 0x47_43_46
    case get = 0x47_45_54
    case gtc = 0x47_54_43
    case iln = 0x49_4C_4E
    case inf = 0x49_4E_46
    case ipg = 0x49_50_47
    case iro = 0x49_52_4F
    case joi = 0x4A_4F_49
    case lsg = 0x4C_53_47
    case lst = 0x4C_53_54
    case msg = 0x4D_53_47
    case nak = 0x4E_41_4B
    case nfy = 0x4E_46_59
    case nln = 0x4E_4C_4E
    case not = 0x4E_4F_54
    case out = 0x4F_55_54
    case pag = 0x50_41_47
    case pgd = 0x50_47_44
    case png = 0x50_4E_47
    case prp = 0x50_52_50
    case put = 0x50_55_54
    case qng = 0x51_4E_47
    case qry = 0x51_52_59
    case rea = 0x52_45_41
    case reg = 0x52_45_47
    case rem = 0x52_45_4D
    case rmg = 0x52_4D_47
    case rml = 0x52_4D_4C
    case rng = 0x52_4E_47
    case sbp = 0x53_42_50
    case sbs = 0x53_42_53
    case sdc = 0x53_44_43
    case sdg = 0x53_44_47
    case snd = 0x53_4E_44
    case syn = 0x53_59_4E
    case ubm = 0x55_42_4D
    case ubn = 0x55_42_4E
    case ubx = 0x55_42_58
    case url = 0x55_52_4C
    case usr = 0x55_53_52
    case uum = 0x55_55_4D
    case uun = 0x55_55_4E
    case uux = 0x55_55_58
    case vas = 0x56_41_53
    case ver = 0x56_45_52
    case xfr = 0x58_46_52

    /// The name in the three bytes at the start of a token, whatever their case; nil for codes that are not MSNP's.
    init?(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
        let letters = UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
        self.init(rawValue: letters & 0xDF_DF_DF)
    }
}
