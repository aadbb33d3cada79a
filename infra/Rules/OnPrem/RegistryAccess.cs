using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.OnPrem;

/// <summary>CLU163: how hosts reach the mirror is told where there is a mirror, and its authority is certificates.</summary>
public sealed class RegistryAccess : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.Install?.Registry is not { } registry)
            {
                continue;
            }

            var path = $"{cluster.Path}.install.registry";
            if (platform.Sovereignty.Registry is null)
            {
                yield return Finding.Error(
                    "CLU163", path, "registry is given, but sovereignty.registry names no mirror. Name it there, or leave registry out.")
                    with { ComparedWith = ["sovereignty.registry"] };
            }

            if (registry.CaCertificate is { } authority && !PemCertificates.Fits(authority))
            {
                yield return Finding.Error(
                    "CLU163", $"{path}.caCertificate",
                    $"the value contains something other than certificates and is not shown. Allowed: {PemCertificates.Form}.");
            }
        }
    }
}
