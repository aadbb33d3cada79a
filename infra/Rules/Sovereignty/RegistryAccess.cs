using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.Rules.Sovereignty;

/// <summary>CLU163: how the mirror is used is told where there is a mirror, and its authority is certificates.</summary>
public sealed class RegistryAccess : ISpecRule
{
    private const string Path = "sovereignty.registryAccess";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (platform.Sovereignty.RegistryAccess is not { } access)
        {
            yield break;
        }

        if (platform.Sovereignty.Registry is null)
        {
            yield return Finding.Error(
                "CLU163", Path, "registryAccess is given, but registry names no mirror. Name it there, or leave registryAccess out.")
                with { ComparedWith = ["sovereignty.registry"] };
        }

        if (access.CaCertificate is { } authority && !PemCertificates.Fits(authority))
        {
            yield return Finding.Error(
                "CLU163", $"{Path}.caCertificate",
                $"the value contains something other than certificates and is not shown. Allowed: {PemCertificates.Form}.");
        }
    }
}
