using System.Text.Json.Nodes;
using Infra.Facts.Eks;

namespace Infra.Components.Clusters.Eks.Iam;

/// <summary>What the AWS Load Balancer Controller may do: the published policy (docs/install/iam_policy.json of
/// kubernetes-sigs/aws-load-balancer-controller v3.5.0), for load balancers and security groups of this cluster instead of any, and
/// without WAF, Shield and Cognito, which are off. Pure.</summary>
internal static class EksLoadBalancerPolicy
{
    private const string Tag = "elbv2.k8s.aws/cluster";

    internal static IEnumerable<JsonObject> Statements(EksScope scope)
    {
        var region = scope.Cluster.Region;
        string Group() => scope.Partition.Arn("ec2", region, "*", "security-group/*");
        string Balancing(string kind) => scope.Partition.Arn("elasticloadbalancing", region, "*", kind);
        string[] balancers = [Balancing("loadbalancer/app/*/*"), Balancing("loadbalancer/net/*/*"), Balancing("targetgroup/*/*")];
        JsonObject Asks() => IamPolicy.If("StringEquals", ($"aws:RequestTag/{Tag}", scope.CloudName));
        JsonObject Has() => IamPolicy.If("StringEquals", ($"aws:ResourceTag/{Tag}", scope.CloudName));

        yield return IamPolicy.Allow("ServiceRole", ["iam:CreateServiceLinkedRole"], ["*"],
            IamPolicy.If("StringEquals", ("iam:AWSServiceName", "elasticloadbalancing.amazonaws.com")));
        yield return IamPolicy.Allow("Read",
            [
                "acm:DescribeCertificate", "acm:ListCertificates", "ec2:DescribeAccountAttributes", "ec2:DescribeAddresses",
                "ec2:DescribeAvailabilityZones", "ec2:DescribeInstances", "ec2:DescribeInternetGateways", "ec2:DescribeIpamPools",
                "ec2:DescribeNetworkInterfaces", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets",
                "ec2:DescribeTags", "ec2:DescribeVpcPeeringConnections", "ec2:DescribeVpcs", "ec2:GetSecurityGroupsForVpc",
                "elasticloadbalancing:Describe*", "iam:GetServerCertificate", "iam:ListServerCertificates",
            ], ["*"]);
        yield return IamPolicy.Allow("MakeGroups", ["ec2:CreateSecurityGroup"], [Group()], Asks());
        yield return IamPolicy.Allow("MakeGroupsIn", ["ec2:CreateSecurityGroup"], [scope.Partition.Arn("ec2", region, "*", "vpc/*")]);
        yield return IamPolicy.Allow("TagNewGroups", ["ec2:CreateTags"], [Group()],
            IamPolicy.If("StringEquals", ("ec2:CreateAction", "CreateSecurityGroup"), ($"aws:RequestTag/{Tag}", scope.CloudName)));
        yield return IamPolicy.Allow("RetagGroups", ["ec2:CreateTags", "ec2:DeleteTags"], [Group()],
            IamPolicy.All(Has(), IamPolicy.If("Null", ($"aws:RequestTag/{Tag}", "true"))));
        yield return IamPolicy.Allow("UseGroups",
            ["ec2:AuthorizeSecurityGroupIngress", "ec2:DeleteSecurityGroup", "ec2:RevokeSecurityGroupIngress"], [Group()], Has());
        // The group of the cluster's nodes and pods, which EKS tags, lets the load balancers in.
        yield return IamPolicy.Allow("OpenNodes", ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"], [Group()],
            IamPolicy.If("StringEquals", ($"aws:ResourceTag/{scope.OwnerTag}", "owned")));
        yield return IamPolicy.Allow("Make",
            ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"], ["*"], Asks());
        yield return IamPolicy.Allow("TagNew", ["elasticloadbalancing:AddTags"], balancers,
            IamPolicy.If(
                "StringEquals",
                ($"aws:RequestTag/{Tag}", scope.CloudName),
                ("elasticloadbalancing:CreateAction", IamPolicy.List("CreateLoadBalancer", "CreateTargetGroup"))));
        yield return IamPolicy.Allow("Retag", ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"], balancers,
            IamPolicy.All(Has(), IamPolicy.If("Null", ($"aws:RequestTag/{Tag}", "true"))));
        yield return IamPolicy.Allow("Use",
            [
                "elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing:DeleteTargetGroup",
                "elasticloadbalancing:ModifyCapacityReservation", "elasticloadbalancing:ModifyIpPools",
                "elasticloadbalancing:ModifyListenerAttributes", "elasticloadbalancing:ModifyLoadBalancerAttributes",
                "elasticloadbalancing:ModifyTargetGroup", "elasticloadbalancing:ModifyTargetGroupAttributes",
                "elasticloadbalancing:SetIpAddressType", "elasticloadbalancing:SetSecurityGroups", "elasticloadbalancing:SetSubnets",
            ], ["*"], Has());
        // As published: what is inside a load balancer gets its tags only after it is made.
        yield return IamPolicy.Allow("Listeners",
            [
                "elasticloadbalancing:AddListenerCertificates", "elasticloadbalancing:CreateListener", "elasticloadbalancing:CreateRule",
                "elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteRule", "elasticloadbalancing:ModifyListener",
                "elasticloadbalancing:ModifyRule", "elasticloadbalancing:RemoveListenerCertificates",
                "elasticloadbalancing:SetRulePriorities",
            ], ["*"]);
        yield return IamPolicy.Allow("TagListeners", ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
            [
                Balancing("listener/app/*/*/*"), Balancing("listener/net/*/*/*"), Balancing("listener-rule/app/*/*/*"),
                Balancing("listener-rule/net/*/*/*"),
            ]);
        yield return IamPolicy.Allow("Targets",
            ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"], [Balancing("targetgroup/*/*")]);
    }
}
