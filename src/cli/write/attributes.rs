//! Gives a new file what its predecessor had besides its bytes: owner, group, mode, extended attributes, access control lists.
//! Relies on `rustix` for the attributes; on Linux access control lists are among them. Never takes less in silence: what cannot be kept is
//! a reason not to write. File flags (`chattr`) and, on macOS, access control lists are not kept.

use std::fs::{File, Metadata};

use super::reason::Reason;

/// How many names (hard links) a file has.
#[cfg(unix)]
pub fn names(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

/// How many names a file has; the system has no answer.
#[cfg(not(unix))]
pub fn names(_: &Metadata) -> u64 {
    1
}

/// Gives the new file what the old one has.
#[cfg(unix)]
pub fn keep(old: &File, new: &File) -> Result<(), Reason> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
    let (before, fresh) = (old.metadata()?, new.metadata()?);
    let (user, group) = (before.uid(), before.gid());
    if (user, group) != (fresh.uid(), fresh.gid()) {
        // The owner first: a change of owner takes bits of the mode and some attributes away.
        fchown(new, (user != fresh.uid()).then_some(user), (group != fresh.gid()).then_some(group))
            .map_err(|_| Reason::Owner { user, group })?;
    }
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    extended::keep(old, new)?;
    // The mode last: an inherited access control list has its say in it until it is gone.
    if before.permissions().mode() != new.metadata()?.permissions().mode() {
        new.set_permissions(before.permissions())?;
    }
    Ok(())
}

/// Gives the new file what the old one has.
#[cfg(not(unix))]
pub fn keep(old: &File, new: &File) -> Result<(), Reason> {
    new.set_permissions(old.metadata()?.permissions())?;
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
mod extended {
    use std::ffi::{CStr, CString};
    use std::fs::File;
    use std::io;

    use rustix::fs::{XattrFlags, fgetxattr, fgetxattr_query, flistxattr, flistxattr_query, fremovexattr, fsetxattr};
    use rustix::io::Errno;

    use super::Reason;

    /// What a file may have inherited from its folder though its predecessor has none.
    const INHERITED: &CStr = c"system.posix_acl_access";

    /// What the system writes by itself: checksums of the bytes, and where a file came from.
    const OF_THE_SYSTEM: [&CStr; 4] = [c"security.ima", c"security.evm", c"com.apple.provenance", c"com.apple.macl"];

    /// Gives the new file the attributes of the old one.
    pub fn keep(old: &File, new: &File) -> Result<(), Reason> {
        let (wanted, present) = (names(old)?, names(new)?);
        if present.iter().any(|name| name.as_c_str() == INHERITED) && !wanted.iter().any(|name| name.as_c_str() == INHERITED) {
            fremovexattr(new, INHERITED).map_err(|error| reason(INHERITED, error))?;
        }
        for name in wanted.iter().filter(|name| !OF_THE_SYSTEM.contains(&name.as_c_str())) {
            let wanted = value(old, name).map_err(|error| reason(name, error))?;
            // What is right already need not be set: not everybody may set a security label.
            if !value(new, name).is_ok_and(|value| value == wanted) {
                fsetxattr(new, name.as_c_str(), &wanted, XattrFlags::empty()).map_err(|error| reason(name, error))?;
            }
        }
        Ok(())
    }

    /// The names of a file's attributes; none where the file system has no attributes.
    fn names(file: &File) -> io::Result<Vec<CString>> {
        let bytes = match filled(|| flistxattr_query(file), |buffer| flistxattr(file, buffer)) {
            Ok(bytes) => bytes,
            Err(Errno::NOTSUP | Errno::NOSYS) => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        Ok(bytes.split_inclusive(|&byte| byte == 0).filter_map(|name| CString::from_vec_with_nul(name.to_vec()).ok()).collect())
    }

    fn value(file: &File, name: &CStr) -> rustix::io::Result<Vec<u8>> {
        filled(|| fgetxattr_query(file, name), |buffer| fgetxattr(file, name, buffer))
    }

    /// What `fill` puts into a buffer that is as large as `query` says.
    fn filled(
        query: impl Fn() -> rustix::io::Result<usize>,
        fill: impl Fn(&mut [u8]) -> rustix::io::Result<usize>,
    ) -> rustix::io::Result<Vec<u8>> {
        loop {
            let mut buffer = vec![0; query()?];
            match fill(&mut buffer) {
                Ok(length) => {
                    buffer.truncate(length);
                    return Ok(buffer);
                }
                // It has grown meanwhile.
                Err(Errno::RANGE) => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn reason(name: &CStr, error: Errno) -> Reason {
        Reason::Attribute { name: name.to_string_lossy().into_owned(), error: error.into() }
    }
}
