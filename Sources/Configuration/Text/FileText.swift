import FoundationEssentials

/// Reading small files.
enum FileText {
    /// More than any policy or list needs.
    static let maximumSize = 4 << 20

    /// Why a file could not be read.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// The bytes of a file.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        let place = URL(filePath: path).resolvingSymlinksInPath()
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: place.path)
            // A pipe would keep us waiting for somebody who writes, and a device need not end.
            guard attributes[.type] as? FileAttributeType == .typeRegular else {
                throw Failure(description: "it is no regular file")
            }
            guard attributes[.size] as? UInt64 ?? 0 <= maximumSize else { throw Failure.tooLarge }
            // Files of the kernel have no size beforehand.
            let bytes = try Data(contentsOf: place)
            guard bytes.count <= maximumSize else { throw Failure.tooLarge }
            return [UInt8](bytes)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(error)
        }
    }
}

extension FileText.Failure {
    fileprivate static let tooLarge = FileText.Failure(description: "larger than \(FileText.maximumSize) bytes")

    fileprivate init(_ error: any Error) {
        switch (error as? CocoaError)?.code {
        case .fileNoSuchFile?, .fileReadNoSuchFile?: description = "No such file or directory"
        case .fileReadNoPermission?: description = "Permission denied"
        case let code?: description = "the system will not (\(code.rawValue))"
        case nil: description = "\(error)"
        }
    }
}
